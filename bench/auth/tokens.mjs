// A user pool of the bench's own: its key, its users, and their tokens, minted before anything is measured.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';

const signAsync = promisify(sign);
const userPoolId = 'us-east-1_Bench0001';
export const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;
export const clientId = '4benchclient00000000000000';
export const clinicId = 'CLN-001';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const kid = 'bEnChKeYbEnChKeYbEnChKeYbEnChKeYbEnChKeY1234=';

export const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
export const poolFacts = { userPoolId, issuer, clientId, jwks: { keys: [publicJwk] } };
export const verificationKey = publicKey;

export const newUsers = (count) => Array.from({ length: count }, () => randomUUID());

/** As many tokens as asked for, each different, going round the users. */
export async function mint(count, users, changes = {}) {
  const tokens = [];
  // a few at a time, so that libuv's threads are busy and the queue stays short
  for (let made = 0; made < count; made += 64) {
    const batch = Array.from(
      { length: Math.min(64, count - made) },
      (_, index) => users[(made + index) % users.length],
    );
    tokens.push(...(await Promise.all(batch.map((sub) => token(accessClaims(sub, changes))))));
  }
  return tokens;
}

/** The claims of an access token, as Cognito writes them. */
function accessClaims(sub, changes) {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub,
    'cognito:groups': ['clinic-staff'],
    iss: issuer,
    version: 2,
    client_id: clientId,
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    auth_time: now,
    exp: now + 3_600,
    iat: now,
    jti: randomUUID(),
    username: sub,
    ...changes,
  };
}

async function token(claims) {
  const signed = [{ kid, alg: 'RS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = await signAsync('sha256', Buffer.from(signed), privateKey);
  return `${signed}.${signature.toString('base64url')}`;
}

/** The same token with another signature of the right form. */
export function withWrongSignature(good) {
  const end = good.lastIndexOf('.') + 1;
  const signature = Buffer.from(good.slice(end), 'base64url');
  signature[100] ^= 1;
  return good.slice(0, end) + signature.toString('base64url');
}
