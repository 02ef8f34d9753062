import { accessClaims, machineClaims } from '../claims.js';
import { type KeyPair, rsaKeyPair, signTexts, signToken } from '../signing.js';

/** A token that must be accepted, odd as it may look. */
export interface ControlToken {
  readonly name: string;
  readonly token: string;
}

const compact = JSON.stringify;
const header = (key: KeyPair) => ({ kid: key.kid, alg: 'RS256' });

/** Tokens that a genuine pool may issue, some of them unlike the usual. */
export function controlTokens(now: number, key: KeyPair): readonly ControlToken[] {
  const claims = (changes: Readonly<Record<string, unknown>> = {}) => signToken(accessClaims(now, changes), key);
  const headed = (changes: object) => signToken(accessClaims(now), key, changes);
  const spaced = JSON.stringify(accessClaims(now), undefined, 2);
  const attacker = rsaKeyPair('attacker');
  const controls: Record<string, string> = {
    'as Cognito issues it (docs/cognito-facts.md#t1)': claims(),
    'without groups (docs/cognito-facts.md#t10)': claims({ 'cognito:groups': undefined }),
    'with empty groups': claims({ 'cognito:groups': [] }),
    'with a group that we do not know': claims({ 'cognito:groups': ['us-east-1_Test00001_Google', 'clinic-staff'] }),
    'with scopes of the OAuth endpoints (docs/cognito-facts.md#t7)': claims({ scope: 'openid email profile' }),
    'without a scope': claims({ scope: undefined }),
    'with a clinic, by a V2 trigger (docs/cognito-facts.md#l6)': claims({
      'custom:clinic_id': 'CLN-001',
      email: 'ada@sunrise-eye.com',
    }),
    'with objects and numbers, by a V2 trigger': claims({
      context: { clinic: { beds: 3, open: true } },
      list: [1, 'a', null],
    }),
    'with an aud beside client_id': claims({ aud: 'https://portal.clinic.com' }),
    'with a clinic of 50 characters': claims({ 'custom:clinic_id': 'C'.repeat(50) }),
    'without origin_jti and event_id (revocation off)': claims({ origin_jti: undefined, event_id: undefined }),
    'with a device key': claims({ device_key: 'us-east-1_device' }),
    'with the user name of an external provider': claims({ username: 'google_1234567890' }),
    'with letters outside ASCII': claims({ 'custom:features': 'Ñandú, 検査, 🙂' }),
    'with escapes in its JSON': signTexts(
      compact(header(key)),
      compact(accessClaims(now, { note: 'a"b\\c\n' })),
      key.privateKey,
    ),
    'with white space in its JSON': signTexts(compact(header(key)), spaced, key.privateKey),
    'with the same name in two objects': claims({ a: { id: 1 }, b: { id: 2 } }),
    'with a claim called __proto__': signTexts(
      compact(header(key)),
      compact(accessClaims(now)).replace(/}$/, ',"__proto__":{"admin":true}}'),
      key.privateKey,
    ),
    'with times that end in zeros': signTexts(
      compact(header(key)),
      compact(accessClaims(now)).replace(/}$/, ',"n":1000,"z":0,"f":1.5,"m":-7}'),
      key.privateKey,
    ),
    'issued 60 s ahead of our clock': claims({ iat: now + 60, auth_time: now + 60, nbf: now + 60 }),
    'in its last second': claims({ iat: now - 3_599, auth_time: now - 86_400, exp: now + 1 }),
    'valid for a whole day (docs/cognito-facts.md#t11)': claims({ exp: now + 86_400 }),
    'refreshed a month after signing in': claims({ auth_time: now - 30 * 86_400 }),
    'typ JWT': headed({ typ: 'JWT' }),
    'typ at+jwt (RFC 9068)': headed({ typ: 'at+jwt' }),
    'with jku, which is not followed': headed({ jku: 'https://attacker.example/jwks.json' }),
    'with a foreign jwk, which is not believed': headed({ jwk: attacker.jwk }),
    'with x5u and x5c, which are not looked at': headed({ x5u: 'https://attacker.example', x5c: ['AA=='] }),
    'a machine (docs/cognito-facts.md#t14)': signToken(machineClaims(now), key),
    'a machine without a scope': signToken(machineClaims(now, { scope: undefined }), key),
  };
  return Object.entries(controls).map(([name, token]) => ({ name, token }));
}
