import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { AppModule } from './app.module.js';
import { AuditLog } from './audit/audit-log.js';
import type { Clock } from './clock/clock.js';
import { parseEnvironment } from './config/environment.js';
import type { Environment } from './config/variables.js';
import { createFastifyAdapter, prepareFastify } from './http/fastify-server.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ValidationPipe } from './http/validation.pipe.js';
import { createPino, PinoLogger } from './observability/logger.js';
import { standardOutput } from './observability/standard-output.js';
import { serveDocumentation } from './openapi/openapi.js';

export interface AppOptions {
  /** Another source of time than the system's. */
  clock?: Clock;
  /** Where log lines go instead of standard output. */
  logDestination?: DestinationStream;
  /** Without the readable page at `/docs`, whose files a bundled function does not have. */
  withoutDocumentationPage?: boolean;
}

/**
 * The whole server, ready to listen: what `main.ts` starts and what the end-to-end suites start, with nothing replaced
 * but the clock.
 *
 * @throws EnvironmentError when a variable is missing or wrong.
 */
export async function createApp(environment: Environment, options: AppOptions = {}): Promise<NestFastifyApplication> {
  const settings = parseEnvironment(environment);
  const logger = new PinoLogger(createPino(settings.server.logLevel, options.logDestination ?? standardOutput()));
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(settings, options.clock),
    createFastifyAdapter(settings.server),
    // the form parser that Nest would add has no use here, and each parser is a way in
    { logger, abortOnError: false, bodyParser: false },
  );
  prepareFastify(app.getHttpAdapter().getInstance(), {
    corsOrigins: settings.server.corsOrigins,
    logsRequests: logger.isEnabled('info'),
  });
  app.useGlobalFilters(new ProblemFilter(app.get(AuditLog)));
  app.useGlobalPipes(new ValidationPipe());
  if (settings.server.documentation) serveDocumentation(app, options.withoutDocumentationPage !== true);
  Logger.flush();
  return app;
}
