import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Readiness } from './health/readiness.js';
import { HttpDrain } from './http/http-drain.js';

/** Requests that are still open this long after the server stopped listening are cut. */
const drainLimitMs = 20_000;

export interface ShutdownOptions {
  readonly delayMs: number;
  /** Resolves when the log is written, or nobody reads it. */
  readonly flushLog: () => Promise<void>;
}

/**
 * Ends the process on SIGTERM and SIGINT without losing a request: `/health/ready` answers 503 at once, and the server goes
 * on serving for `delayMs`, so that a load balancer that learns by health checks can take it out; then it stops listening,
 * answers what is in flight, closes the application and exits with 0. Signals after the first change nothing.
 *
 * To be called before the application listens.
 */
export function shutDownOnSignals(app: NestFastifyApplication, options: ShutdownOptions): void {
  const drain = new HttpDrain(app.getHttpServer());
  let isEnding = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      void end(app, drain, { ...options, signal });
    });
  }
}

async function end(
  app: NestFastifyApplication,
  drain: HttpDrain,
  { signal, delayMs, flushLog }: ShutdownOptions & { readonly signal: string },
): Promise<void> {
  const logger = new Logger('Shutdown');
  logger.log(`${signal}: not ready any more; the server stops listening in ${delayMs} ms`);
  app.get(Readiness).beginShutdown();
  drain.askClientsToClose();
  await pause(delayMs);
  setTimeout(() => {
    logger.error(`Requests were still open after ${drainLimitMs} ms`);
    process.exit(1);
  }, drainLimitMs).unref();
  try {
    await drain.finish();
    await app.close();
    logger.log('Every request is answered');
  } catch (error) {
    logger.error({ error });
    process.exitCode = 1;
  }
  await flushLog();
  process.exit();
}
