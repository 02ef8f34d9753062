import { Injectable, Logger } from '@nestjs/common';
import { AuditLog, type AuditRecord } from './audit-log.js';

/** Writes records as lines of the server's log with the stable member `"audit": true`, for a log router to keep apart. */
@Injectable()
export class LoggingAuditLog extends AuditLog {
  private readonly logger = new Logger('Audit');

  override record(entry: AuditRecord): void {
    this.logger.log({ audit: true, ...entry });
  }
}
