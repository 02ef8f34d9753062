import type { AuditRecord } from './audit-log.js';

/** Where a request came from: the part of an audit record that only the request knows. */
export type Origin = Pick<AuditRecord, 'method' | 'route' | 'clinicId' | 'requestId'>;

/** Who makes a change, for the audit trail and for `updated_by` of the items. */
export interface Author {
  /** `sub` of the user or id of the machine client. */
  readonly id: string;
  readonly origin: Origin;
}
