import {
  accessClaims,
  clientId,
  idClaims,
  issuer,
  machineClaims,
  machineClientId,
} from '../../../test/support/tokens/claims.js';
import { base64url, rsaKeyPair, signTexts, signToken } from '../../../test/support/tokens/signing.js';
import { importSigningKeys } from '../../auth/keys/signing-key.js';
import { diagnose } from '../diagnose.js';
import type { ExpectedPool } from './token-diagnosis.js';

const now = 1_800_000_000;
const key = rsaKeyPair('access-key');
const keys = importSigningKeys([key.jwk]);
const pool: ExpectedPool = {
  issuers: [issuer],
  clientIds: [clientId, machineClientId],
  keyOf: (kid) => keys.get(kid),
};

const access = (changes: Record<string, unknown> = {}) =>
  signToken(accessClaims(now, { 'custom:clinic_id': 'CLN-001', ...changes }), key);
const idToken = (changes: Record<string, unknown> = {}) => signToken(idClaims(now, changes), key);
const examine = (text: string, expected: ExpectedPool | undefined = pool) => diagnose(text, { now, pool: expected });
const codes = (text: string, expected?: ExpectedPool) => examine(text, expected).map(({ code }) => code);

describe('a token', () => {
  it('is healthy when nothing is wrong with it', () => {
    expect(codes(access())).toEqual(['healthy']);
    expect(codes(`Authorization: Bearer ${access()}`)).toEqual(['healthy']);
  });

  it('is judged by itself when there is no pool to compare with', () => {
    const [finding] = diagnose(access(), { now });
    expect(finding).toMatchObject({ code: 'healthy', why: expect.stringContaining('not compared') as unknown });
  });

  it('has a wrong client (audience): client_id of an access token, aud of an ID token (docs/cognito-facts.md#t4)', () => {
    const [finding] = examine(access({ client_id: 'other' }));
    expect(finding).toMatchObject({
      code: 'wrong_client',
      fix: expect.stringContaining('COGNITO_CLIENT_IDS') as unknown,
    });
    expect(codes(idToken({ aud: 'other' }))).toEqual(['wrong_token_use', 'wrong_client']);
  });

  it.each([
    [30, '30 s ago'],
    [600, '10 min ago'],
    [9_000, '3 h ago'],
    [400_000, '5 days ago'],
  ])('has expired %d s ago', (seconds, text) => {
    const [finding] = examine(access({ iat: now - 500_000, exp: now - seconds }));
    expect(finding).toMatchObject({ code: 'expired', what: expect.stringContaining(text) as unknown });
  });

  it('comes from the future', () => {
    expect(codes(access({ iat: now + 120 }))).toEqual(['not_yet_valid']);
  });

  it('is an ID token instead of an access token (docs/cognito-facts.md#t5)', () => {
    const [finding] = examine(idToken());
    expect(finding).toMatchObject({ code: 'wrong_token_use', what: 'This is an ID token.' });
    expect(codes(access({ token_use: undefined }))).toEqual(['wrong_token_use']);
  });

  it('lacks a custom attribute, for another reason in an ID token than in an access token (docs/cognito-facts.md#a4)', () => {
    const inId = examine(idToken({ 'custom:clinic_id': undefined })).at(-1);
    expect(inId).toMatchObject({
      code: 'custom_attribute_missing',
      fix: expect.stringContaining('read_attributes') as unknown,
    });
    const inAccess = examine(access({ 'custom:clinic_id': undefined })).at(-1);
    expect(inAccess).toMatchObject({
      code: 'custom_attribute_missing',
      fix: expect.stringContaining('V2_0') as unknown,
    });
  });

  it("carries no groups (docs/cognito-facts.md#t10), or is a machine's (docs/cognito-facts.md#t14)", () => {
    expect(codes(access({ 'cognito:groups': undefined }))).toEqual(['healthy', 'no_groups']);
    expect(codes(signToken(machineClaims(now), key))).toEqual(['healthy', 'machine_token']);
  });

  it('is signed by a key that the pool does not have', () => {
    expect(codes(signToken(accessClaims(now), rsaKeyPair('other')))).toContain('unknown_key');
    expect(codes(signToken(accessClaims(now), rsaKeyPair('access-key')))).toContain('bad_signature');
    expect(codes(access(), { ...pool, keyOf: undefined })).toEqual(['healthy']);
  });

  it.each([
    ['HS256', 'malformed'],
    ['none', 'malformed'],
  ])('is signed with %s', (alg, code) => {
    expect(codes(signToken(accessClaims(now), key, { alg }))).toContain(code);
  });

  it('is no access token at all: a refresh token, the header of a load balancer (docs/cognito-facts.md#g3), a piece of one', () => {
    const refresh = `${base64url('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}')}.a.b.c.d`;
    expect(examine(refresh)[0]?.what).toContain('refresh token');
    const alb = signTexts('{"alg":"ES256","signer":"arn:aws:elasticloadbalancing:x"}', '{}', key.privateKey);
    expect(examine(alb)[0]?.what).toContain('load balancer');
    expect(codes(access().split('.').slice(0, 2).join('.'))).toEqual(['malformed']);
    expect(codes(`${base64url('{"alg":"RS256"}')}.${base64url('[1]')}.x`)).toEqual(['malformed']);
    expect(codes(access({ exp: undefined }))).toEqual(['malformed']);
  });

  it.each([
    [`${issuer}/`, 'slash'],
    [issuer.replace('https://', 'https://issuer-'), 'other name'],
    ['https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other', 'another user pool'],
    ['http://127.0.0.1:9229/us-east-1_Local', 'embedded pool'],
    ['https://portal.auth.us-east-1.amazoncognito.com', 'not an issuer of Cognito'],
    [undefined, 'always has an iss'],
  ])('has the issuer %s (docs/cognito-facts.md#t8)', (iss, reason) => {
    const [finding] = examine(access({ iss }));
    expect(finding).toMatchObject({ code: 'wrong_issuer', why: expect.stringContaining(reason) as unknown });
  });

  it('is judged by the form of its issuer when there is no pool to compare with', () => {
    expect(diagnose(access({ iss: 'https://accounts.google.com' }), { now })[0]?.code).toBe('wrong_issuer');
    expect(diagnose(access({ iss: issuer.replace('https://', 'https://issuer-') }), { now })[0]?.code).toBe('healthy');
  });

  it('is never given back, nor who it belongs to', () => {
    const claims = idClaims(now, {
      email: 'ada@sunrise-eye.com',
      exp: now - 1,
      aud: 'other',
      iss: '\u001b[31m'.repeat(99),
    });
    const token = signToken(claims, key);
    const text = JSON.stringify(examine(`it said NotAuthorizedException for ${token}`));
    for (const secret of [...token.split('.'), 'ada@', String(claims['sub']), '\\u001b'])
      expect(text).not.toContain(secret);
    expect(text).toContain('not_authorized');
  });
});
