import { groups as configuredGroups } from '../groups.js';
import { refusal } from '../refusal.js';
import type { JsonObject } from '../token/strict-json.js';

const times = ['exp', 'iat', 'auth_time', 'nbf'] as const;
const numericDate = /^\d{1,12}$/;
/** As the authorizer of a REST API writes times: `Tue Nov 23 03:40:00 UTC 2027`. */
const writtenDate = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}:\d{2}:\d{2}) UTC (\d{4})$/;
const bracketed = /^\[([^[\]]+)\]$/;
const groupNames: ReadonlySet<string> = new Set(configuredGroups);

/**
 * The claims that an HTTP API's JWT authorizer found good, in the form in which they stood in the token. There every value
 * is a string, and an array is flattened to `[admin clinic-staff]` (docs/cognito-facts.md#g1), which cannot be told from
 * one odd name: it is read only when every name in it is a configured group.
 *
 * @param claims `requestContext.authorizer.jwt.claims`
 * @throws AppError `malformed`
 */
export function httpApiClaims(claims: JsonObject): JsonObject {
  return unflatten(claims, (flat) => bracketed.exec(flat)?.[1]?.split(' '));
}

/**
 * The same for a REST API's Cognito authorizer, which joins groups by commas (docs/cognito-facts.md#g2).
 *
 * @param claims `requestContext.authorizer.claims`
 * @throws AppError `malformed`
 */
export function restApiClaims(claims: JsonObject): JsonObject {
  return unflatten(claims, (flat) => flat.split(','));
}

function unflatten(claims: JsonObject, split: (flat: string) => string[] | undefined): JsonObject {
  const { 'cognito:groups': flat, ...rest } = claims;
  const given = times.filter((name) => rest[name] !== undefined).map((name) => [name, timeOf(rest[name])]);
  const plain = { ...rest, ...(Object.fromEntries(given) as JsonObject) };
  return flat === undefined ? plain : { ...plain, 'cognito:groups': groupsOf(flat, split) };
}

function groupsOf(flat: unknown, split: (flat: string) => string[] | undefined): readonly string[] {
  const names = typeof flat === 'string' ? split(flat) : undefined;
  if (names === undefined || !names.every((name) => groupNames.has(name)) || new Set(names).size !== names.length) {
    throw refusal('malformed', { reason: 'the gateway hands over groups that cannot be told apart' });
  }
  return names;
}

function timeOf(value: unknown): number {
  const text = String(value);
  if (numericDate.test(text)) return Number(text);
  const seconds = writtenDate.test(text) ? Date.parse(text.replace(writtenDate, '$2 $1 $4 $3 GMT')) / 1000 : NaN;
  if (Number.isNaN(seconds)) throw refusal('malformed', { reason: 'the gateway hands over a time that is none' });
  return seconds;
}
