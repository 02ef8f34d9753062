import type { ErrorCode } from './app-error.js';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** The one page that says what each code means over HTTP. Titles are for people and safe for everyone to see. */
export const problemCatalogue: Readonly<Record<ErrorCode, ProblemKind>> = {
  missing_token: { status: 401, title: 'This request needs an access token' },
  malformed: { status: 401, title: 'The access token is not well formed' },
  expired: { status: 401, title: 'The access token has expired' },
  not_yet_valid: { status: 401, title: 'The access token is not valid yet' },
  wrong_issuer: { status: 401, title: 'The access token comes from another user pool' },
  wrong_client: { status: 401, title: 'The access token was issued to another app client' },
  wrong_token_use: { status: 401, title: 'This is not an access token' },
  unknown_key: { status: 401, title: 'The access token is signed with an unknown key' },
  bad_signature: { status: 401, title: 'The signature of the access token is wrong' },
  revoked: { status: 401, title: 'This sign-in has been ended' },
  user_disabled: { status: 401, title: 'This user is disabled' },
  webhook_signature: { status: 401, title: 'The signature of this event does not hold' },
  group_missing: { status: 403, title: 'The user is in none of the groups that may do this' },
  scope_missing: { status: 403, title: 'The access token lacks a scope that this needs' },
  clinic_mismatch: { status: 403, title: 'The user does not belong to this clinic' },
  foreign_event: { status: 403, title: 'This event comes from another user pool or app client' },
  cross_site: { status: 403, title: 'Another site may not ask for this on behalf of the user' },
  invalid_request: { status: 400, title: 'The request is not valid' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This method is not allowed here' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  headers_too_large: { status: 431, title: 'The headers of the request are too large' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  slot_taken: { status: 409, title: 'The practitioner is already booked for some of this time' },
  already_exists: { status: 409, title: 'This exists already' },
  version_mismatch: { status: 412, title: 'It has changed since it was read' },
  precondition_required: { status: 428, title: 'This clinic demands If-Match on every change' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key was used for another request' },
  appointment_cancelled: { status: 422, title: 'The appointment is cancelled' },
  practitioner_unavailable: { status: 422, title: 'The clinic has no such practitioner to book' },
  self_lockout: { status: 422, title: 'Nobody can change their own groups or status' },
  patient_erased: { status: 422, title: 'The patient is erased' },
  webhook_id_reused: { status: 422, title: 'This webhook-id belongs to another event' },
  trigger_refused: { status: 422, title: 'The trigger says no' },
  too_many_requests: { status: 429, title: 'Too many requests of this caller are under way' },
  trigger_unavailable: { status: 503, title: 'The trigger cannot be answered at the moment' },
  keys_unavailable: { status: 503, title: 'Access tokens cannot be checked at the moment' },
  store_unavailable: { status: 503, title: 'The data store does not answer at the moment' },
  user_pool_unavailable: { status: 502, title: 'The user pool does not answer at the moment' },
  shutting_down: { status: 503, title: 'This server is shutting down' },
  internal: { status: 500, title: 'Something went wrong on our side' },
};
