import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.js';
import { denialOf } from '../auth/audit-trail.js';
import { bearerChallenge } from '../auth/bearer-challenge.js';
import { AppError } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';
import { asAppError, problemBody } from '../errors/problem-details.js';

/**
 * The one place where errors become HTTP: RFC 9457 problem+json, with RFC 6750's challenge on 401 and 403. Such a refusal
 * leaves an audit record, which says all that the log should know of it; everything else is logged as a problem.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(private readonly audit: AuditLog) {}

  /** Returns the reply: Nest takes `undefined` from a filter to mean that nothing handled the error. */
  catch(thrown: unknown, host: ArgumentsHost): FastifyReply {
    const context = host.switchToHttp();
    const request = context.getRequest<FastifyRequest>();
    const error = wentAway(request) ? new AppError('invalid_request', { reason: clientWentAway }) : asAppError(thrown);
    const denial = denialOf(error, request);
    if (denial === undefined) this.log(error, request.id);
    else this.audit.record(denial);
    return sendProblem(error, context.getResponse<FastifyReply>());
  }

  private log(error: AppError, requestId: string): void {
    const entry = { requestId, code: error.code, reason: error.reason };
    // an outage of the keys is logged when it begins; whoever floods us with made-up key ids shall not page anybody
    const isFault = problemCatalogue[error.code].status >= 500 && error.code !== 'keys_unavailable';
    // a reason says all of an outage, in one line; what nobody expected needs its stack
    const unexpected = error.code === 'internal' || error.reason === undefined;
    if (isFault) this.logger.error({ ...entry, ...(unexpected && { error: error.cause ?? error }) });
    else if (error.reason !== undefined) this.logger.warn(entry);
  }
}

const clientWentAway = 'the client went away, or was too slow, before the body had arrived';

/** Whether nobody waits for an answer, since the connection ended in the middle of the body. */
const wentAway = ({ raw }: FastifyRequest): boolean => raw.destroyed && !raw.complete;

/** Answers with the problem that the error stands for: what is safe to say of it. */
export function sendProblem(error: AppError, reply: FastifyReply): FastifyReply {
  const challenge = bearerChallenge(error.code);
  if (challenge !== undefined) void reply.header('www-authenticate', challenge);
  if (error.retryAfter !== undefined) void reply.header('retry-after', String(error.retryAfter));
  return reply
    .code(problemCatalogue[error.code].status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(problemBody(error));
}
