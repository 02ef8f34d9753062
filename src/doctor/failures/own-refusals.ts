import type { ErrorCode } from '../../errors/app-error.js';
import { problemCatalogue } from '../../errors/problem-catalogue.js';
import type { Diagnosis } from '../diagnosis.js';

/** Why this API refuses, and what to change, for every code that it has. */
const advice: Readonly<Record<ErrorCode, Pick<Diagnosis, 'why' | 'fix'>>> = {
  missing_token: {
    why: 'There was no header "Authorization: Bearer <access token>", or a proxy took it away.',
    fix: 'Send the header; let the proxy pass it on.',
  },
  malformed: {
    why: 'What was sent is no access token of Cognito: cut off, quoted, a refresh token, or changed on its way.',
    fix: 'Send the access token exactly as Cognito gave it; give the token itself to the doctor for more.',
  },
  expired: {
    why: 'The access token is older than its exp.',
    fix: 'Refresh it. Its life is access_token_validity of the aws_cognito_user_pool_client.',
  },
  not_yet_valid: {
    why: 'Its iat or auth_time lies in the future: the clock of the server is behind.',
    fix: 'Let the host of the server synchronise its clock (chrony, Amazon Time Sync).',
  },
  wrong_issuer: {
    // docs/cognito-facts.md#t8
    why: 'The token comes from another user pool, or COGNITO_ISSUER is not equal to its iss to the letter.',
    // docs/cognito-facts.md#g3
    fix: 'Check COGNITO_USER_POOL_ID and AWS_REGION, and COGNITO_ISSUER if it is set. Behind a load balancer, ALB_ARN must be the ARN that it signs as signer.',
  },
  wrong_client: {
    // docs/cognito-facts.md#t4
    why: 'The app client that the token was issued to is not in COGNITO_CLIENT_IDS.',
    fix: 'Add the client id to COGNITO_CLIENT_IDS, if this client is to be let in.',
  },
  wrong_token_use: {
    // docs/cognito-facts.md#t5
    why: 'An ID token was sent; APIs take the access token.',
    fix: 'Send AccessToken (access_token) of the sign-in instead of IdToken (id_token).',
  },
  unknown_key: {
    why: 'No key of the pool has the kid of the token: it comes from another pool, or its key was withdrawn.',
    fix: 'Check COGNITO_JWKS_URI, and ALB_PUBLIC_KEY_BASE, if they are set; sign in again.',
  },
  bad_signature: {
    why: 'The token was changed after it was signed, or signed by somebody else.',
    fix: 'Send the token as Cognito gave it. If it was: treat it as an attack.',
  },
  revoked: {
    why: 'This sign-in was ended: the user signed out, or an administrator ended it.',
    fix: 'Sign in again.',
  },
  user_disabled: {
    why: 'The profile of the user is not active.',
    fix: 'PATCH /v1/users/{userId} with {"status":"active"}.',
  },
  group_missing: {
    // docs/cognito-facts.md#t10
    why: 'The user is in none of the groups of the route; cognito:groups is absent for users without groups.',
    fix: 'PATCH /v1/users/{userId} with all groups of the user. `npm run policy` prints what each route asks for.',
  },
  scope_missing: {
    why: 'The token lacks a scope, or the route is not open to machine clients.',
    // docs/cognito-facts.md#t7
    fix: 'Add the scope to allowed_oauth_scopes of the machine client. Tokens of SRP sign-ins never have any but aws.cognito.signin.user.admin.',
  },
  clinic_mismatch: {
    // docs/cognito-facts.md#a1
    why: "The clinic in the path is not among those of the user's profile. The token's custom:clinic_id does not count.",
    fix: 'PATCH /v1/users/{userId} with all clinicIds of the user.',
  },
  keys_unavailable: {
    why: 'The server has no keys of the pool and cannot read them, or cannot ask for a key id it does not know just now.',
    fix: 'Try again after the seconds in Retry-After. If it stays: let the server reach COGNITO_JWKS_URI, and ALB_PUBLIC_KEY_BASE behind a load balancer (NAT gateway or VPC endpoint, DNS, https egress).',
  },
  store_unavailable: {
    why: 'DynamoDB does not answer, is throttling, or the server has no credentials for it.',
    fix: 'Check TABLE_NAME, the task role and the network way to DynamoDB.',
  },
  webhook_signature: {
    why: 'The event was not signed with the secret of this server, was changed on its way, or is older than the tolerated time.',
    fix: 'Give sender and server the same webhook secret, and let the clocks of both be synchronised.',
  },
  foreign_event: {
    why: 'The event names another user pool or app client than the configured ones.',
    fix: 'Check COGNITO_USER_POOL_ID and COGNITO_CLIENT_IDS of the server that gets the event.',
  },
  cross_site: {
    why: 'The caller is signed in by a cookie of the load balancer, and another site made the browser ask for a change.',
    fix: 'Let the page be served from the same origin as the API, or send a bearer token past the sign-in of the load balancer.',
  },
  trigger_unavailable: {
    why: 'The answer to a trigger needs the store, and the store does not answer.',
    fix: 'Check TABLE_NAME, the role of the function and the network way to DynamoDB.',
  },
  user_pool_unavailable: {
    why: 'The change stands here, but Cognito could not be told.',
    fix: 'Repeat the request. Allow the Admin operations on the pool to the task role.',
  },
  identity_pool_unavailable: {
    why: 'Cognito could not be reached for AWS credentials, or COGNITO_IDENTITY_POOL_ID names no identity pool of the region.',
    fix: 'Check COGNITO_IDENTITY_POOL_ID and the roles of the identity pool, then repeat the request.',
  },
  uploads_unavailable: {
    why: 'The bucket of the uploads could not be reached, refused the task role, or has no versioning.',
    fix: 'Check UPLOADS_BUCKET, its versioning, and that the task role may use its objects, then repeat the request.',
  },
  upload_incomplete: {
    why: 'The bucket has no file for this upload: the form was never sent, or the bucket refused it.',
    fix: 'Send the form with its file within five minutes; the answer of the bucket says why it refuses one.',
  },
  id_token_refused: {
    why: 'The ID token belongs to another user, has expired, or was issued before the user was assigned to the clinic.',
    fix: 'Send the ID token of the same sign-in as the access token, refreshed first.',
  },
  invalid_request: {
    why: 'Part of the request does not have the form that the route expects; `errors` in the answer lists each fault with its place.',
    fix: 'Correct what `errors` names. /docs shows the schema of every route.',
  },
  not_found: {
    why: 'The path leads nowhere, or names something that is not there. What belongs to another clinic looks the same.',
    fix: 'Compare the path with /docs, and the id with what the list of the resource answers.',
  },
  method_not_allowed: {
    why: 'The path exists, and takes other methods.',
    fix: 'Use one of the methods in the Allow header.',
  },
  unsupported_media_type: {
    why: 'The body is not JSON in UTF-8, or says that it is something else.',
    fix: 'Send "Content-Type: application/json" and a body in UTF-8.',
  },
  payload_too_large: {
    why: 'The body is larger than this API reads.',
    fix: 'Send less; split a bulk change into several requests.',
  },
  slot_taken: {
    why: 'Another appointment of the practitioner overlaps the time.',
    fix: 'Read the day again and choose another time. To repeat a request without booking twice, send the same Idempotency-Key.',
  },
  already_exists: {
    why: 'Something with this id was created before, perhaps by an earlier try of the same request.',
    fix: 'Read it; choose another id, or change it with PATCH.',
  },
  version_mismatch: {
    why: 'If-Match names an ETag that is no longer the current one: somebody changed it in between.',
    fix: 'Read it again, apply the change to what is there now, and send its new ETag.',
  },
  precondition_required: {
    why: 'The clinic has switched on requireIfMatch, and the change came without If-Match.',
    fix: 'Read the resource, and send its ETag as If-Match with the change.',
  },
  not_completed: {
    why: 'The visit has not been completed, so that there is nothing to bill.',
    fix: 'Complete the appointment first, then note its payment.',
  },
  not_held: {
    why: 'The appointment is not held, or is held for another patient than the one who waits.',
    fix: 'Hold the time for this patient first, then offer that appointment.',
  },
  patient_erased: {
    why: 'All that said who the patient is was erased on request; only the id is kept.',
    fix: 'Register the person again as a new patient if they come back.',
  },
  idempotency_key_reused: {
    why: 'A key stands for one request with one body; this one came with another body before.',
    fix: 'Make a new key for each new booking, and keep it for retries of that booking alone.',
  },
  appointment_cancelled: {
    why: 'A cancelled appointment cannot be changed.',
    fix: 'Book a new appointment.',
  },
  practitioner_unavailable: {
    why: 'The practitioner is not one of this clinic, or is not active.',
    fix: 'Choose one that GET /v1/clinics/{clinicId}/practitioners lists as active.',
  },
  visit_type_unavailable: {
    why: 'The visit type is not active, or this practitioner does not offer it.',
    fix: 'Choose a visit type that names the practitioner, or one without a list of practitioners.',
  },
  hold_expired: {
    why: 'A hold keeps its time for a few minutes only; it was over before the booking came.',
    fix: 'Book the time anew; it may still be free.',
  },
  transition_not_allowed: {
    why: 'An appointment goes from state to state by a fixed table; this step is not in it.',
    fix: 'Read the appointment and take a step that its status allows.',
  },
  in_the_past: {
    why: 'The new time has begun already.',
    fix: 'Choose a time that is still to come, or let an administrator enter it.',
  },
  outside_hours: {
    why: 'The clinic is closed then, or the practitioner does not work.',
    fix: 'Choose a time that availability offers, or send override with a reason.',
  },
  outside_booking_window: {
    why: 'bookingRules of the clinic say how soon and how far ahead a visit may begin.',
    fix: 'Choose a time within leadTimeMinutes and horizonDays, or send override with a reason.',
  },
  notice_too_short: {
    why: 'The visit begins sooner than cancellationNoticeMinutes of the clinic allows.',
    fix: 'Send override with a reason.',
  },
  series_too_long: {
    why: 'All dates of a series are booked in one transaction, which holds only so many.',
    fix: 'Use fewer dates, or mode report, which books each date by itself.',
  },
  self_lockout: {
    why: 'Administrators cannot disable themselves or take the group admin from themselves.',
    fix: 'Let another administrator do it.',
  },
  webhook_id_reused: {
    why: 'The same webhook-id was used for an event with another body.',
    fix: 'Give each event an id of its own, and repeat a delivery without changing it.',
  },
  trigger_refused: {
    why: 'The trigger decided against it: for a registration the domain of the address belongs to no clinic that lets users register.',
    fix: 'Add the domain to emailDomains of the clinic (PATCH /v1/clinics/{clinicId}), or register with the address of the clinic.',
  },
  headers_too_large: {
    why: 'All headers together may have at most 16 KB; a very large token or many cookies fill them.',
    fix: 'Send the access token and what the request needs, and no cookies.',
  },
  request_timeout: {
    why: 'The client sent its headers or its body too slowly.',
    fix: 'Send the whole request at once; look for a slow proxy in between.',
  },
  shutting_down: {
    why: 'The server has been told to stop and takes no new request.',
    fix: 'Repeat the request: another server answers it.',
  },
  too_many_requests: {
    why: 'The same user or machine client has too many requests under way on this server.',
    fix: 'Wait as long as Retry-After says, and send fewer requests at the same time.',
  },
  internal: {
    why: 'The server met something that it does not expect: a fault of the server, not of the caller.',
    fix: 'Look for the request id (X-Request-Id) in the log of the server, and report it.',
  },
};

const codes = Object.keys(advice) as ErrorCode[];

/** Finds a refusal of this API in its problem+json, its type or its title. */
export function ownRefusal(text: string): Diagnosis | undefined {
  const code = codes.find(
    (each) =>
      text.includes(`"${each}"`) ||
      text.includes(`urn:clinic-portal:problem:${each}`) ||
      text.includes(problemCatalogue[each].title) ||
      text.trim() === each,
  );
  return code && { code, what: `${problemCatalogue[code].title}.`, ...advice[code] };
}
