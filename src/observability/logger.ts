import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger as Pino, pino } from 'pino';
import type { ServerSettings } from '../config/settings.js';

const secretNames = ['authorization', 'Authorization', 'cookie', 'password', 'secret', 'token'];
const tokenNames = ['accessToken', 'idToken', 'refreshToken', 'access_token', 'id_token', 'refresh_token'];

/** Plain paths, without wildcards: those are ten times as dear as the line itself. Lines of ours are flat. */
const secretPaths = ['', 'headers.', 'request.', 'body.'].flatMap((parent) =>
  [...secretNames, ...tokenNames].map((name) => `${parent}${name}`),
);

/**
 * JSON lines on standard output. Nothing here ever sees a token, a body or patient data: requests are logged by route
 * template, never by address; the masking of names is a second fence.
 */
export function createPino(level: ServerSettings['logLevel'], destination: DestinationStream): Pino {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretPaths, censor: '[masked]' },
    serializers: { error: describeError },
  };
  return pino(options, destination);
}

/** An error as a log line needs it. Messages of the AWS SDK and of ours name no data; a value that is no error is not shown. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  // a parser quotes the text it failed on
  if (error instanceof SyntaxError) return { name: error.name, stack: error.stack?.split('\n').slice(1).join('\n') };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) };
}

/** Nest's logger interface over pino: `logger.warn('text')` and `logger.warn({ fields })` both work. */
export class PinoLogger implements LoggerService {
  /** Audit records are no matter of taste: they are written at every level but `silent`. */
  private readonly audit: Pino;
  /** By Nest's contexts, which are names of classes and so few; a child has written out its own already. */
  private readonly named = new Map<string, Pino>();

  constructor(private readonly pino: Pino) {
    this.audit = pino.level === 'silent' ? pino : pino.child({}, { level: 'info' });
  }

  /** Whether lines of this level are written at all, for callers that would do extra work to make one. */
  isEnabled(level: 'info'): boolean {
    return this.pino.isLevelEnabled(level);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest appends the context as the last argument, and a stack before it for errors. */
  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = rest.at(-1);
    const target = this.loggerFor(typeof context === 'string' ? context : undefined, isAuditRecord(message));
    if (message instanceof Error) target[level]({ error: message }, message.message);
    else if (typeof message === 'object' && message !== null) target[level](message);
    else target[level](typeof message === 'string' ? message : 'unprintable');
  }

  private loggerFor(context: string | undefined, isAudit: boolean): Pino {
    const parent = isAudit ? this.audit : this.pino;
    if (context === undefined) return parent;
    const name = `${String(isAudit)} ${context}`;
    let child = this.named.get(name);
    if (child === undefined) this.named.set(name, (child = parent.child({ context })));
    return child;
  }
}

function isAuditRecord(message: unknown): message is object {
  return typeof message === 'object' && message !== null && 'audit' in message && message.audit === true;
}
