import { AuditLog, type AuditRecord } from '../../../src/audit/audit-log.js';

/** Keeps the records for a test to look at. */
export class RecordedAudit extends AuditLog {
  readonly records: AuditRecord[] = [];

  override record(entry: AuditRecord): void {
    this.records.push(entry);
  }
}
