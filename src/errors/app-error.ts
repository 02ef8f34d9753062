/**
 * Every way in which this server refuses or fails, as a closed set. The codes are part of the API: clients switch on
 * them. What a code means over HTTP stands in `problem-catalogue.ts`, and nowhere else.
 */
export const errorCodes = [
  // who are you (401)
  'missing_token',
  'malformed',
  'expired',
  'not_yet_valid',
  'wrong_issuer',
  'wrong_client',
  'wrong_token_use',
  'unknown_key',
  'bad_signature',
  'revoked',
  'user_disabled',
  'webhook_signature',
  // may you (403)
  'group_missing',
  'scope_missing',
  'clinic_mismatch',
  'foreign_event',
  'cross_site',
  // the request itself
  'invalid_request',
  'not_found',
  'method_not_allowed',
  'unsupported_media_type',
  'payload_too_large',
  'headers_too_large',
  'request_timeout',
  // the state of things
  'slot_taken',
  'already_exists',
  'version_mismatch',
  'precondition_required',
  'idempotency_key_reused',
  'appointment_cancelled',
  'practitioner_unavailable',
  'visit_type_unavailable',
  'hold_expired',
  'transition_not_allowed',
  'in_the_past',
  'outside_hours',
  'outside_booking_window',
  'notice_too_short',
  'series_too_long',
  'patient_erased',
  'not_held',
  'not_completed',
  'self_lockout',
  'upload_incomplete',
  'id_token_refused',
  'webhook_id_reused',
  'trigger_refused',
  // not now
  'too_many_requests',
  'trigger_unavailable',
  'keys_unavailable',
  'store_unavailable',
  'user_pool_unavailable',
  'identity_pool_unavailable',
  'uploads_unavailable',
  'shutting_down',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** One fault of a request: where it is (a JSON pointer as a URI fragment, RFC 6901 section 6) and what is wrong. */
export interface Fault {
  in: 'body' | 'query' | 'path' | 'header';
  pointer: string;
  detail: string;
}

export interface AppErrorOptions {
  /** A sentence for the caller; it must be safe to show. Without it the catalogue's title stands alone. */
  detail?: string;
  /** For `invalid_request`: each fault by itself. */
  faults?: readonly Fault[];
  /** Whole seconds after which a retry makes sense. */
  retryAfter?: number;
  /** What the log should know and the caller should not. Never a token, a body or patient data. */
  reason?: string;
  cause?: unknown;
}

/** An error that the server means. Anything else that is thrown is a bug, and is answered as `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly faults: readonly Fault[] | undefined;
  readonly retryAfter: number | undefined;
  readonly reason: string | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.detail ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail;
    this.faults = options.faults;
    this.retryAfter = options.retryAfter;
    this.reason = options.reason;
  }
}
