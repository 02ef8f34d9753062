import { accessClaims, clientId, idClaims, issuer } from '../../../test/support/tokens/claims.js';
import { refusedWith } from '../../../test/support/tokens/refused-with.js';
import { checkClaims, trustedPool } from './claims.js';
import type { JsonObject } from './strict-json.js';

const now = 1_800_000_000;
const rules = { clientIds: new Set([clientId]), tokenUses: new Set(['access', 'id'] as const) };
const judge = (claims: JsonObject, tokenUses: ReadonlySet<'access' | 'id'> = rules.tokenUses) =>
  checkClaims(claims, { ...rules, tokenUses }, now);

describe('what the log says of claims that are refused', () => {
  it.each([
    [{ scope: 7 }, 'malformed', 'scope is not a string'],
    [{ jti: null }, 'malformed', 'jti is not a string'],
    [{ username: ['ada'] }, 'malformed', 'username is not a string'],
    [{ origin_jti: 1 }, 'malformed', 'origin_jti is not a string'],
    [{ email: {} }, 'malformed', 'email is not a string'],
    [{ 'custom:clinic_id': 1 }, 'malformed', 'custom:clinic_id is not a string'],
    [{ 'custom:clinic_id': '../CLN-001' }, 'malformed', 'custom:clinic_id is not a plain id'],
    [{ exp: 'tomorrow' }, 'malformed', 'exp is not a number'],
    [{ iat: true }, 'malformed', 'iat is not a number'],
    [{ nbf: '0' }, 'malformed', 'nbf is not a number'],
    [{ auth_time: Infinity }, 'malformed', 'auth_time is not a number'],
    [{ exp: now - 10, iat: now - 100 }, 'expired', 'expired 10 s ago'],
    [{ client_id: undefined }, 'wrong_client', 'client_id is missing'],
    [{ client_id: 'other' }, 'wrong_client', 'client_id is "other"'],
    [{ token_use: undefined }, 'wrong_token_use', 'token_use is missing'],
    [{ token_use: 'refresh' }, 'wrong_token_use', 'token_use is "refresh"'],
  ])('of an access token with %j', (changes, code, reason) => {
    expect(refusedWith(() => judge(accessClaims(now, changes)))).toMatchObject({ code, reason });
  });

  it.each([
    [{ aud: undefined }, 'wrong_client', 'aud is missing'],
    [{ aud: 'other' }, 'wrong_client', 'aud is "other"'],
    [{ 'cognito:username': 1 }, 'malformed', 'cognito:username is not a string'],
  ])('of an ID token with %j', (changes, code, reason) => {
    expect(refusedWith(() => judge(idClaims(now, changes)))).toMatchObject({ code, reason });
  });

  it('no more than the beginning of a long claim', () => {
    const { reason } = refusedWith(() => judge(accessClaims(now, { client_id: 'x'.repeat(1_000) })));
    expect(reason).toBe(`client_id is "${'x'.repeat(119)}`);
  });

  it.each([
    [undefined, 'iss is missing'],
    [5, 'iss is 5'],
    ['https://example.com', 'iss is "https://example.com"'],
  ])('of the issuer %j', (iss, reason) => {
    const refused = refusedWith(() => trustedPool({ iss }, new Map([[issuer, 'pool']])));
    expect(refused).toMatchObject({ code: 'wrong_issuer', reason });
  });
});

describe('what the caller is told of claims that are refused', () => {
  it('which of the two tokens to send, and nothing where neither was sent', () => {
    const detailOf = (claims: JsonObject, use: 'access' | 'id') =>
      refusedWith(() => judge(claims, new Set([use]))).detail;
    expect(detailOf(idClaims(now), 'access')).toBe('This is an ID token; send the access token.');
    expect(detailOf(accessClaims(now), 'id')).toBe('This is an access token; send the ID token.');
    expect(detailOf(accessClaims(now, { token_use: 'refresh' }), 'access')).toBeUndefined();
  });
});

describe('scopes', () => {
  it('are none where there is no scope, and none of them is empty', () => {
    expect(judge(accessClaims(now, { scope: undefined })).scopes).toEqual([]);
    expect(judge(accessClaims(now, { scope: ' a  b ' })).scopes).toEqual(['a', 'b']);
    expect(judge(accessClaims(now, { scope: '' })).scopes).toEqual([]);
  });
});
