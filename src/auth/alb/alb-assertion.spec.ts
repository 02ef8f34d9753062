import { constants, createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { clientId, issuer } from '../../../test/support/tokens/claims.js';
import {
  albArn,
  albClaims,
  albHeader,
  albKeyPair,
  paddedBase64url,
  signAlbData,
  signAlbTexts,
} from '../../../test/support/server/load-balancer.js';
import { refusedWith } from '../../../test/support/tokens/refused-with.js';
import { isSignedByAlb, readAlbAssertion } from './alb-assertion.js';

const now = 1_800_000_000;
const session = { issuer, clientId, sub: 'f47ac10b-58cc-4372-a567-0e02b2c3d479', now };
const pool = { clientIds: new Set([clientId, 'another']) };
const rules = { arn: albArn, poolsByIssuer: new Map([[issuer, pool]]) };
const key = albKeyPair();
const publicKey = createPublicKey(key.pem);
const read = (data: string) => readAlbAssertion(data, rules, now);
const good = signAlbData(session, key);
const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');

/** How it ends: a code, `accepted`, or `not signed`. */
function verdict(data: string): unknown {
  try {
    return isSignedByAlb(read(data), publicKey) ? 'accepted' : 'not signed';
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
}

describe('x-amzn-oidc-data (G3, "Authenticate users using an Application Load Balancer")', () => {
  it('is read and found signed', () => {
    expect(verdict(good)).toBe('accepted');
    expect(read(good)).toMatchObject({ kid: key.kid, sub: session.sub, clientId, pool });
  });

  it.each<[string, object, object]>([
    ['without typ', { typ: undefined }, {}],
    ['with exp and iss in the header alone', {}, { exp: undefined, iss: undefined }],
    ['with a last second to live', { exp: now + 1 }, { exp: now + 1 }],
    ['with keys and addresses in its header, which are not looked at', { jwk: {}, jku: 'http://x', x5c: [] }, {}],
  ])('is good %s', (_name, header, claims) => {
    expect(verdict(signAlbData(session, key, header, claims))).toBe('accepted');
  });

  const others = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/evil/50dc6c495c0c9188';
  it.each<[string, string, object, object?]>([
    ['malformed', 'alg none', { alg: 'none' }],
    ['malformed', 'alg HS256', { alg: 'HS256' }],
    ['malformed', 'alg RS256', { alg: 'RS256' }],
    ['malformed', 'alg ES384', { alg: 'ES384' }],
    ['malformed', 'alg in lower case', { alg: 'es256' }],
    ['malformed', 'no alg', { alg: undefined }],
    ['malformed', 'crit', { crit: ['exp'] }],
    ['malformed', 'b64', { b64: false }],
    ['malformed', 'cty', { cty: 'JWT' }],
    ['malformed', 'another typ', { typ: 'at+jwt' }],
    ['malformed', 'no kid', { kid: undefined }],
    ['malformed', 'a kid that climbs', { kid: '../../etc/passwd' }],
    ['malformed', 'a kid that climbs behind a UUID', { kid: `${key.kid}/../x` }],
    ['malformed', 'a kid that climbs before a UUID', { kid: `../${key.kid}` }],
    ['malformed', 'a kid with a query', { kid: `${key.kid}?x` }],
    ['malformed', 'a kid with a line behind it', { kid: `${key.kid}\n` }],
    ['malformed', 'a kid in upper case', { kid: 'F47AC10B-58CC-4372-A567-0E02B2C3D479' }],
    ['malformed', 'a kid of 60 random letters', { kid: 'Zk3'.repeat(20) }],
    ['malformed', 'a list of kids', { kid: [key.kid] }],
    ['wrong_issuer', 'another signer', { signer: others }],
    ['wrong_issuer', 'our signer and more', { signer: `${albArn}0` }],
    ['wrong_issuer', 'signers', { signer: [albArn] }],
    ['wrong_issuer', 'no signer', { signer: undefined }],
    ['wrong_issuer', 'another issuer', { iss: 'https://evil.example' }],
    ['wrong_issuer', 'no issuer', { iss: undefined }],
    ['wrong_client', 'another client', { client: 'elsewhere' }],
    ['wrong_client', 'clients', { client: [clientId] }],
    ['wrong_client', 'no client', { client: undefined }],
    ['expired', 'a second too many', { exp: now }, { exp: now }],
    ['expired', 'an hour too many', { exp: now - 3600 }, { exp: now - 3600 }],
    ['malformed', 'no exp in its header', { exp: undefined }],
    ['malformed', 'exp as text', { exp: String(now + 60) }, { exp: String(now + 60) }],
    ['malformed', 'two different exp', { exp: now + 60 }, { exp: now + 61 }],
    ['malformed', 'two different issuers', {}, { iss: 'https://evil.example' }],
    ['malformed', 'no sub', {}, { sub: undefined }],
    ['malformed', 'an empty sub', {}, { sub: '' }],
    ['malformed', 'a number as sub', {}, { sub: 7 }],
  ])('is %s with %s, however well it is signed', (code, _name, header, claims = {}) => {
    expect(verdict(signAlbData(session, key, header, claims))).toBe(code);
  });

  it('has no infinite life', () => {
    const header = JSON.stringify(albHeader(session, key.kid)).replace(/"exp":\d+/, '"exp":1e999');
    const claims = JSON.stringify({ ...albClaims(session), exp: undefined });
    expect(verdict(signAlbTexts(header, claims, key.privateKey))).toBe('malformed');
  });

  // 64 bytes are 86 letters and ==; the payload is brought to a length that needs padding as well
  const claims = JSON.stringify(albClaims(session));
  const oddPayload = claims.length % 3 === 0 ? claims.replace('{', '{ ') : claims;
  const odd = signAlbTexts(JSON.stringify(albHeader(session, key.kid)), oddPayload, key.privateKey);
  const resigned = (text: string) => {
    const signature = sign('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    return `${text}.${paddedBase64url(signature)}`;
  };
  const [oddHeader = '', oddPart = ''] = odd.split('.');

  it.each<[string, string]>([
    ['an unpadded signature', odd.replace(/=+$/, '')],
    ['half a padding', odd.replace(/==$/, '=')],
    ['a padding too long', `${odd}=`],
    ['four signs of padding', `${odd}====`],
    ['padding with percent signs', odd.replace(/==$/, '%3D%3D')],
    ['an unpadded payload', resigned(`${oddHeader}.${oddPart.replace(/=+$/, '')}`)],
    ['a payload padded too much', resigned(`${oddHeader}.${oddPart}==`)],
    ['padding amid the payload', resigned(`${oddHeader}.=${oddPart}`)],
    ['stray bits before the padding', odd.replace(/.==$/, (end) => `${next(end)}==`)],
    ['letters of plain Base64', `${goodHeader}.${goodPayload}.${'+/'.repeat(43)}==`],
    ['white space', ` ${good}`],
    ['a line break', `${goodHeader}.${goodPayload}.\n${goodSignature}`],
    ['two parts', `${goodHeader}.${goodPayload}`],
    ['four parts', `${good}.${goodSignature}`],
    ['no signature', `${goodHeader}.${goodPayload}.`],
    ['nothing', ''],
    ['8,193 characters', signAlbData(session, key, {}, { name: 'x'.repeat(8_193) })],
    ['a payload that is no object', signAlbTexts(JSON.stringify(albHeader(session, key.kid)), '[]', key.privateKey)],
    [
      'a name twice',
      signAlbTexts(JSON.stringify(albHeader(session, key.kid)), '{"sub":"a","sub":"b"}', key.privateKey),
    ],
  ])('is malformed with %s', (_name, data) => {
    expect(verdict(data)).toBe('malformed');
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const signed = `${goodHeader}.${goodPayload}`;
  const half = (value: number) => Buffer.alloc(32, value);
  const n = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
  const bytes = Buffer.from(goodSignature, 'base64url');

  it.each<[string, Uint8Array]>([
    ['in DER', sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'der' })],
    ['of RSA', sign('sha256', Buffer.from(signed), { key: rsa, padding: constants.RSA_PKCS1_PADDING })],
    ['made with the public key as a secret', createHmac('sha256', key.pem).update(signed).digest()],
    ['a byte shorter', bytes.subarray(1)],
    ['a byte longer', Buffer.concat([bytes, Buffer.alloc(1)])],
  ])('is malformed with a signature %s', (_name, signature) => {
    expect(verdict(`${signed}.${paddedBase64url(signature)}`)).toBe('malformed');
  });

  it.each<[string, Uint8Array]>([
    ['r and s of zero (CVE-2022-21449)', Buffer.alloc(64)],
    ['r of zero', Buffer.concat([half(0), bytes.subarray(32)])],
    ['s of zero', Buffer.concat([bytes.subarray(0, 32), half(0)])],
    ['r and s of the order', Buffer.concat([n, n])],
    ['r and s of one', Buffer.concat([Buffer.alloc(31), half(1).subarray(31), Buffer.alloc(31), half(1).subarray(31)])],
    ['r and s beyond the order', Buffer.alloc(64, 255)],
    ['r and s changed about', Buffer.concat([bytes.subarray(32), bytes.subarray(0, 32)])],
  ])('is not signed by %s', (_name, signature) => {
    expect(verdict(`${signed}.${paddedBase64url(signature)}`)).toBe('not signed');
  });

  it('is not signed by another key, over SHA-512, or when one letter of it is another', () => {
    expect(verdict(signAlbData(session, { ...albKeyPair(), kid: key.kid }))).toBe('not signed');
    const longer = sign('sha512', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verdict(`${signed}.${paddedBase64url(longer)}`)).toBe('not signed');
    const other = paddedBase64url(JSON.stringify({ ...albClaims(session), sub: 'somebody-else' }));
    expect(verdict(`${goodHeader}.${other}.${goodSignature}`)).toBe('not signed');
  });
});

describe('what the log says of x-amzn-oidc-data that is refused', () => {
  it.each<[string, object, object]>([
    ['alg is not ES256', { alg: 'RS256' }, {}],
    ['the header has crit', { crit: ['exp'] }, {}],
    ['typ is not JWT', { typ: 'at+jwt' }, {}],
    ['kid is not a UUID', { kid: '../../etc/passwd' }, {}],
    ['exp is not a number', { exp: 'x' }, { exp: 'x' }],
    ['expired 10 s ago', { exp: now - 10 }, { exp: now - 10 }],
    ['two different exp', { exp: now + 60 }, { exp: now + 61 }],
    ['two different iss', {}, { iss: 'https://evil.example' }],
    ['the client of the load balancer is not one of the pool', { client: 'elsewhere' }, {}],
    ['no sub', {}, { sub: '' }],
  ])('%s', (reason, header, claims) => {
    expect(refusedWith(() => read(signAlbData(session, key, header, claims))).reason).toBe(
      `x-amzn-oidc-data: ${reason}`,
    );
  });

  it.each<[string, string]>([
    ['8193 characters', 'x'.repeat(8_193)],
    ['more than three parts', `${good}.x`],
    ['the signature is not 64 bytes in padded base64url', `${goodHeader}.${goodPayload}`],
    ['the header is not a JSON object in padded base64url', `.${goodPayload}.${goodSignature}`],
    ['the payload is not a JSON object in padded base64url', `${goodHeader}..${goodSignature}`],
  ])('%s', (reason, data) => {
    expect(refusedWith(() => read(data)).reason).toBe(`x-amzn-oidc-data: ${reason}`);
  });
});

/** The letter after the first of a text in base64url: it differs in the last, meaningless bits. */
function next(end: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet.charAt(alphabet.indexOf(end.charAt(0)) + 1);
}
