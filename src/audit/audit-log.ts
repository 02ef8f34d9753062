import type { Author, Origin } from './author.js';

/** What an audit record is about. */
export type AuditDecision =
  /** A guard refused the request. */
  | 'denied'
  /** An administrator was let into a clinic that is not among their own. */
  | 'foreign_clinic'
  /** Something was written. */
  | 'changed'
  /** What a patient's appointment says was read by itself; lists stand in the request log. */
  | 'read';

/** What was changed or read. */
export interface AuditSubject {
  /** The kind of thing: `user`, `clinic`, `practitioner`, `appointment`, ... */
  readonly resource: string;
  /** Its id. */
  readonly subject: string;
  /** For `changed`: the names of the fields that were set or became different, never what they hold. */
  readonly changes?: readonly string[];
}

/**
 * One line of the audit trail: who did what, where, and how it was judged. Made of ids, names of routes and fields, and codes;
 * never of patient data, an e-mail address or a token.
 */
export interface AuditRecord extends Origin, Partial<AuditSubject> {
  readonly decision: AuditDecision;
  /** `sub` of the user or id of the machine client; undefined while nobody is authenticated. */
  readonly who: string | undefined;
  /** Why it was refused: the code that the caller got, and what only the log should know. */
  readonly code?: string;
  readonly reason?: string;
}

/** The port through which guards and services leave an audit record. Never throws, and never makes a request wait. */
export abstract class AuditLog {
  abstract record(entry: AuditRecord): void;

  /** After a write that was done: every service calls it at one place for each kind of write. */
  changed(by: Author, subject: AuditSubject): void {
    this.record({ decision: 'changed', who: by.id, ...by.origin, ...subject });
  }

  /** After the read of one thing whose readers are of interest. */
  wasRead(by: Author, subject: AuditSubject): void {
    this.record({ decision: 'read', who: by.id, ...by.origin, ...subject });
  }
}
