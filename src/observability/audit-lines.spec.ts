import { Logger } from '@nestjs/common';
import type { AuditRecord } from '../audit/audit-log.js';
import { LoggingAuditLog } from '../audit/logging-audit-log.js';
import { createPino, PinoLogger } from './logger.js';

const entry: AuditRecord = {
  decision: 'denied',
  who: undefined,
  method: 'GET',
  route: '/v1/me',
  clinicId: undefined,
  requestId: 'request-1',
  code: 'missing_token',
};

describe('an audit record in the log', () => {
  afterEach(() => {
    Logger.overrideLogger(true);
  });

  function linesAt(level: 'info' | 'error' | 'fatal' | 'silent'): unknown[] {
    const lines: string[] = [];
    Logger.overrideLogger(new PinoLogger(createPino(level, { write: (line) => lines.push(line) })));
    new LoggingAuditLog().record(entry);
    return lines.map((line) => JSON.parse(line) as unknown);
  }

  it.each(['info', 'error', 'fatal'] as const)(
    'writes one marked JSON line, also when the log level is %s',
    (level) => {
      expect(linesAt(level)).toEqual([
        {
          level: 'info',
          time: expect.stringMatching(/^2.*Z$/) as unknown,
          context: 'Audit',
          audit: true,
          decision: 'denied',
          method: 'GET',
          route: '/v1/me',
          requestId: 'request-1',
          code: 'missing_token',
        },
      ]);
    },
  );

  it('keeps silent when the log does', () => {
    expect(linesAt('silent')).toEqual([]);
  });
});
