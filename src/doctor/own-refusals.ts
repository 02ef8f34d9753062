import type { ErrorCode } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';
import type { Diagnosis } from './diagnosis.js';

/** Why this API refuses, and what to change; every code that is about the caller. */
const advice: Partial<Record<ErrorCode, Pick<Diagnosis, 'why' | 'mend'>>> = {
  missing_token: {
    why: 'There was no header "Authorization: Bearer <access token>", or a proxy took it away.',
    mend: 'Send the header; let the proxy pass it on.',
  },
  malformed: {
    why: 'What was sent is no access token of Cognito: cut off, quoted, a refresh token, or changed on its way.',
    mend: 'Send the access token exactly as Cognito gave it; give the token itself to the doctor for more.',
  },
  expired: {
    why: 'The access token is older than its exp.',
    mend: 'Refresh it. Its life is access_token_validity of the aws_cognito_user_pool_client.',
  },
  not_yet_valid: {
    why: 'Its iat or auth_time lies in the future: the clock of the server is behind.',
    mend: 'Let the host of the server synchronise its clock (chrony, Amazon Time Sync).',
  },
  wrong_issuer: {
    why: 'The token comes from another user pool, or COGNITO_ISSUER is not equal to its iss to the letter (fact T8).',
    mend: 'Check COGNITO_USER_POOL_ID and AWS_REGION, and COGNITO_ISSUER if it is set. Behind a load balancer, ALB_ARN must be the ARN that it signs as signer (fact G3).',
  },
  wrong_client: {
    why: 'The app client that the token was issued to is not in COGNITO_CLIENT_IDS (fact T4).',
    mend: 'Add the client id to COGNITO_CLIENT_IDS, if this client is to be let in.',
  },
  wrong_token_use: {
    why: 'An ID token was sent; APIs take the access token (fact T5).',
    mend: 'Send AccessToken (access_token) of the sign-in instead of IdToken (id_token).',
  },
  unknown_key: {
    why: 'No key of the pool has the kid of the token: it comes from another pool, or its key was withdrawn.',
    mend: 'Check COGNITO_JWKS_URI, and ALB_PUBLIC_KEY_BASE, if they are set; sign in again.',
  },
  bad_signature: {
    why: 'The token was changed after it was signed, or signed by somebody else.',
    mend: 'Send the token as Cognito gave it. If it was: treat it as an attack.',
  },
  revoked: {
    why: 'This sign-in was ended: the user signed out, or an administrator ended it.',
    mend: 'Sign in again.',
  },
  user_disabled: {
    why: 'The profile of the user is not active.',
    mend: 'PATCH /v1/users/{userId} with {"status":"active"}.',
  },
  group_missing: {
    why: 'The user is in none of the groups of the route; cognito:groups is absent for users without groups (fact T10).',
    mend: 'PATCH /v1/users/{userId} with all groups of the user. `npm run policy` prints what each route asks for.',
  },
  scope_missing: {
    why: 'The token lacks a scope, or the route is not open to machine clients.',
    mend: 'Add the scope to allowed_oauth_scopes of the machine client. Tokens of SRP sign-ins never have any but aws.cognito.signin.user.admin (fact T7).',
  },
  clinic_mismatch: {
    why: "The clinic in the path is not among those of the user's profile. The token's custom:clinic_id does not count (fact A1).",
    mend: 'PATCH /v1/users/{userId} with all clinicIds of the user.',
  },
  keys_unavailable: {
    why: 'The server has no keys of the pool and cannot read them, or cannot ask for a key id it does not know just now.',
    mend: 'Try again after the seconds in Retry-After. If it stays: let the server reach COGNITO_JWKS_URI, and ALB_PUBLIC_KEY_BASE behind a load balancer (NAT gateway or VPC endpoint, DNS, https egress).',
  },
  store_unavailable: {
    why: 'DynamoDB does not answer, is throttling, or the server has no credentials for it.',
    mend: 'Check TABLE_NAME, the task role and the network way to DynamoDB.',
  },
  webhook_signature: {
    why: 'The event was not signed with the secret of this server, was changed on its way, or is older than the tolerated time.',
    mend: 'Give sender and server the same webhook secret, and let the clocks of both be synchronised.',
  },
  foreign_event: {
    why: 'The event names another user pool or app client than the configured ones.',
    mend: 'Check COGNITO_USER_POOL_ID and COGNITO_CLIENT_IDS of the server that gets the event.',
  },
  cross_site: {
    why: 'The caller is signed in by a cookie of the load balancer, and another site made the browser ask for a change.',
    mend: 'Let the page be served from the same origin as the API, or send a bearer token past the sign-in of the load balancer.',
  },
  trigger_unavailable: {
    why: 'The answer to a trigger needs the store, and the store does not answer.',
    mend: 'Check TABLE_NAME, the role of the function and the network way to DynamoDB.',
  },
  user_pool_unavailable: {
    why: 'The change stands here, but Cognito could not be told.',
    mend: 'Repeat the request. Allow the Admin operations on the pool to the task role.',
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
  const found = code && advice[code];
  return found && { code, what: `${problemCatalogue[code].title}.`, ...found };
}
