// `npm run bench:micro`: what each optimisation that stands in the code saves beside its plain form.
import { createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { refusal } from '../../src/auth/refusal.js';
import { parseJsonObject } from '../../src/auth/token/strict-json.js';
import { AppError } from '../../src/errors/app-error.js';
import { compare, type Comparison, each } from './measure.js';

const now = Math.floor(Date.now() / 1000);

/** The payload of an access token, as large as Cognito makes it. */
const payload = JSON.stringify({
  sub: randomUUID(),
  'cognito:groups': ['clinic-staff'],
  iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example00',
  client_id: '7ek7sg740k2boe6d1dgditua43',
  origin_jti: randomUUID(),
  event_id: randomUUID(),
  token_use: 'access',
  scope: 'aws.cognito.signin.user.admin',
  auth_time: now,
  exp: now + 3_600,
  iat: now,
  jti: randomUUID(),
  username: randomUUID(),
});
const bytes = Buffer.from(payload);
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const signature = sign('sha256', bytes, privateKey);
const { n, e } = publicKey.export({ format: 'jwk' });
const fromJwk = createPublicKey({ key: { kty: 'RSA', n: n ?? '', e: e ?? '' }, format: 'jwk' });
const fromSpki = createPublicKey({
  key: fromJwk.export({ type: 'spki', format: 'der' }),
  type: 'spki',
  format: 'der',
});

/** Looks for a member name that occurs twice by reading the whole text once more. */
function isStrictByReading(json: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, name] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (name !== undefined) {
      const read = JSON.parse(name) as string;
      if (open.at(-1)?.has(read) === true) return false;
      open.at(-1)?.add(read);
    }
  }
  return true;
}

const comparisons: readonly Comparison[] = [
  {
    work: 'doubled names ruled out by the least length of the text (strict-json.ts)',
    plain: each(() => isStrictByReading(bytes.toString('utf8')) && (JSON.parse(payload) as unknown)),
    kept: each(() => parseJsonObject(bytes)),
  },
  {
    work: 'an error without a stack for a refusal (refusal.ts)',
    plain: each(() => new AppError('expired', { reason: 'expired 10 s ago' })),
    kept: each(() => refusal('expired', { reason: 'expired 10 s ago' })),
  },
  {
    work: 'a key in the form of OpenSSL, for one signature check (signing-key.ts)',
    plain: each(() => verify('sha256', bytes, fromJwk, signature)),
    kept: each(() => verify('sha256', bytes, fromSpki, signature)),
  },
];

process.stdout.write(`Node ${process.version}; nanoseconds, the lowest of alternating rounds\n`);
for (const comparison of comparisons) {
  const { work, plainNs, keptNs } = compare(comparison);
  process.stdout.write(`${work}: plain ${plainNs.toFixed(0)}, kept ${keptNs.toFixed(0)}\n`);
}
