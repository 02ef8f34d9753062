import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.js';
import { denialOf } from '../auth/audit-trail.js';
import { bearerChallenge } from '../auth/bearer-challenge.js';
import type { AppError } from '../errors/app-error.js';
import { asAppError, problemDetails } from '../errors/problem-details.js';

/**
 * The one place where errors become HTTP: RFC 9457 problem+json, with RFC 6750's challenge on 401 and 403. Every such
 * refusal leaves an audit record.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(private readonly audit: AuditLog) {}

  /** Returns the reply: Nest takes `undefined` from a filter to mean that nothing handled the error. */
  catch(thrown: unknown, host: ArgumentsHost): FastifyReply {
    const context = host.switchToHttp();
    const request = context.getRequest<FastifyRequest>();
    const error = asAppError(thrown);
    const denial = denialOf(error.code, request);
    if (denial !== undefined) this.audit.record(denial);
    return sendProblem(error, request, context.getResponse<FastifyReply>(), this.logger);
  }
}

/** Answers with the problem that `thrown` stands for, and logs what the caller must not see. */
export function sendProblem(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Pick<Logger, 'error' | 'warn'>,
): FastifyReply {
  const error = asAppError(thrown);
  const problem = problemDetails(error);
  log(error, request, problem.status, logger);
  const challenge = bearerChallenge(error.code);
  if (challenge !== undefined) void reply.header('www-authenticate', challenge);
  if (error.retryAfter !== undefined) void reply.header('retry-after', String(error.retryAfter));
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

function log(error: AppError, request: FastifyRequest, status: number, logger: Pick<Logger, 'error' | 'warn'>): void {
  const entry = { requestId: request.id, code: error.code, reason: error.reason };
  if (status >= 500) logger.error({ ...entry, error: error.cause ?? error });
  else if (error.reason !== undefined) logger.warn(entry);
}
