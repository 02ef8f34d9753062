import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { LoggingAuditLog } from './logging-audit-log.js';

/** The audit trail, for the guards and for every module that changes what people may do. */
@Module({ providers: [{ provide: AuditLog, useClass: LoggingAuditLog }], exports: [AuditLog] })
export class AuditModule {}
