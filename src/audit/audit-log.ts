/** What an audit record is about. */
export type AuditDecision =
  /** A guard refused the request. */
  | 'denied'
  /** Somebody was let into a clinic that is not among their own. */
  | 'crossed'
  /** Somebody changed what a user may do. */
  | 'changed';

/**
 * One line of the audit trail: who did what, where, and how it was judged. Made of ids, names of routes and codes; never of
 * patient data, an e-mail address or a token.
 */
export interface AuditRecord {
  readonly decision: AuditDecision;
  /** `sub` of the user or id of the machine client; undefined while nobody is authenticated. */
  readonly who: string | undefined;
  readonly method: string;
  /** The template of the route, never the address. */
  readonly route: string | undefined;
  readonly clinicId: string | undefined;
  readonly requestId: string;
  /** Why it was refused: the code that the caller was told, and what only the log should know. */
  readonly code?: string;
  readonly reason?: string;
  /** For `changed`: the user whom it concerns (`sub`), and what became different. */
  readonly subject?: string;
  readonly changes?: readonly string[];
}

/** The port through which guards and services leave an audit record. Never throws, and never makes a request wait. */
export abstract class AuditLog {
  abstract record(entry: AuditRecord): void;
}
