import type { ErrorCode } from '../../../../src/errors/app-error.js';
import { accessClaims, clientId, idClaims, issuer, machineClaims } from '../claims.js';
import { type KeyPair, signTexts, signToken } from '../signing.js';
import type { HostileToken } from './hostile-token.js';

const compact = JSON.stringify;
const header = (key: KeyPair) => ({ kid: key.kid, alg: 'RS256' });

const claimCases = (
  group: string,
  code: ErrorCode,
  key: KeyPair,
  cases: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): readonly HostileToken[] =>
  Object.entries(cases).map(([name, claims]) => ({ name: `${group}: ${name}`, token: signToken(claims, key), code }));

/** Tokens of other pools, clients and kinds. */
export function wrongOrigin(now: number, key: KeyPair): readonly HostileToken[] {
  const access = (changes: Readonly<Record<string, unknown>>) => accessClaims(now, changes);
  return [
    ...claimCases('iss', 'wrong_issuer', key, {
      missing: access({ iss: undefined }),
      null: access({ iss: null }),
      'an array': access({ iss: [issuer] }),
      'an object': access({ iss: { issuer } }),
      'another pool': access({ iss: issuer.replace('Test00001', 'Test00002') }),
      'another region': access({ iss: issuer.replaceAll('us-east-1', 'eu-west-1') }),
      'a slash more': access({ iss: `${issuer}/` }),
      'http instead of https': access({ iss: issuer.replace('https', 'http') }),
      'in upper case': access({ iss: issuer.toUpperCase() }),
      'a host that begins alike': access({ iss: issuer.replace('.com', '.com.attacker.example') }),
      'a user part in front of another host': access({ iss: issuer.replace('https://', 'https://attacker.example@') }),
      'a longer pool id': access({ iss: `${issuer}0` }),
      'a shorter pool id': access({ iss: issuer.slice(0, -1) }),
      'a space in front': access({ iss: ` ${issuer}` }),
      'a thousand characters': access({ iss: `https://${'x'.repeat(1_000)}` }),
    }),
    ...claimCases('token_use', 'wrong_token_use', key, {
      'an ID token': idClaims(now),
      'an ID token that also names the client': idClaims(now, { client_id: clientId, username: 'ada' }),
      missing: access({ token_use: undefined }),
      null: access({ token_use: null }),
      'an array': access({ token_use: ['access'] }),
      refresh: access({ token_use: 'refresh' }),
      'in upper case': access({ token_use: 'ACCESS' }),
      empty: access({ token_use: '' }),
    }),
    ...claimCases('client_id', 'wrong_client', key, {
      missing: access({ client_id: undefined }),
      'only aud (docs/cognito-facts.md#t4)': access({ client_id: undefined, aud: clientId }),
      'another client': access({ client_id: '9otherclient00000000000000' }),
      'another client beside the right aud': access({ client_id: '9otherclient00000000000000', aud: clientId }),
      'an array': access({ client_id: [clientId] }),
      null: access({ client_id: null }),
      'in upper case': access({ client_id: clientId.toUpperCase() }),
      'a longer one': access({ client_id: `${clientId}0` }),
      'a part of one': access({ client_id: clientId.slice(0, -1) }),
      empty: access({ client_id: '' }),
      'a machine of another client': machineClaims(now, { client_id: 'other', sub: 'other' }),
    }),
  ];
}

/** Tokens out of time. */
export function wrongTimes(now: number, key: KeyPair): readonly HostileToken[] {
  const access = (changes: Readonly<Record<string, unknown>>) => accessClaims(now, changes);
  const infinite = (name: string) =>
    signTexts(
      compact(header(key)),
      compact(access({})).replace(new RegExp(`"${name}":\\d+`), `"${name}":1e999`),
      key.privateKey,
    );
  return [
    ...claimCases('exp', 'expired', key, {
      'a second ago': access({ iat: now - 3_601, auth_time: now - 3_601, exp: now - 1 }),
      now: access({ iat: now - 3_600, auth_time: now - 3_600, exp: now }),
      'an hour ago': access({ iat: now - 7_200, exp: now - 3_600 }),
      'the beginning of time': access({ iat: 0, auth_time: 0, exp: 1 }),
      negative: access({ exp: -1 }),
      zero: access({ exp: 0 }),
    }),
    ...claimCases('time', 'not_yet_valid', key, {
      'iat 61 s ahead': access({ iat: now + 61 }),
      'nbf 61 s ahead': access({ nbf: now + 61 }),
      'auth_time 61 s ahead': access({ auth_time: now + 61 }),
      'iat in milliseconds': access({ iat: now * 1_000, exp: now * 1_000 + 3_600 }),
    }),
    ...claimCases('time', 'malformed', key, {
      'no exp': access({ exp: undefined }),
      'no iat': access({ iat: undefined }),
      'exp a string': access({ exp: String(now + 3_600) }),
      'exp null': access({ exp: null }),
      'exp an array': access({ exp: [now + 3_600] }),
      'exp true': access({ exp: true }),
      'exp in milliseconds': access({ exp: (now + 3_600) * 1_000 }),
      'exp beyond a day': access({ exp: now + 86_401 }),
      'exp in the year 9999': access({ exp: 253_402_300_799 }),
      'exp before iat': access({ iat: now + 50, exp: now + 40 }),
      'exp at iat': access({ iat: now + 50, exp: now + 50 }),
      'iat a string': access({ iat: String(now) }),
      'iat null': access({ iat: null }),
      'nbf a string': access({ nbf: '0' }),
      'nbf null': access({ nbf: null }),
      'auth_time a string': access({ auth_time: String(now) }),
      'auth_time an object': access({ auth_time: {} }),
    }),
    ...['exp', 'iat', 'auth_time'].map((name): HostileToken => ({
      name: `time: ${name} infinite`,
      token: infinite(name),
      code: 'malformed',
    })),
  ];
}

/** Tokens of the right pool that name nobody it could know. */
export function wrongIdentity(now: number, key: KeyPair): readonly HostileToken[] {
  const access = (changes: Readonly<Record<string, unknown>>) => accessClaims(now, changes);
  return claimCases('identity', 'malformed', key, {
    'no sub': access({ sub: undefined }),
    'sub null': access({ sub: null }),
    'sub a number': access({ sub: 1 }),
    'sub an array': access({ sub: ['00000000-0000-4000-8000-000000000000'] }),
    'sub empty': access({ sub: '' }),
    'sub an e-mail address': access({ sub: 'ada@sunrise-eye.com' }),
    'sub a key of the table': access({ sub: 'USER#00000000-0000-4000-8000-000000000000' }),
    'sub with something behind it': access({ sub: '00000000-0000-4000-8000-000000000000#META' }),
    'sub with a line break': access({ sub: '00000000-0000-4000-8000-000000000000\n' }),
    'sub in upper case': access({ sub: 'ABCDEF00-0000-4000-8000-000000000000' }),
    'sub the client id of a user token': access({ sub: clientId }),
    'username empty': access({ username: '' }),
    'username null': access({ username: null }),
    'username a number': access({ username: 7 }),
    'username an object': access({ username: {} }),
    'no username, not a machine': access({ username: undefined }),
    'a machine with groups': machineClaims(now, { 'cognito:groups': ['admin'] }),
    'a machine with another sub': machineClaims(now, { sub: clientId }),
    'a machine without sub': machineClaims(now, { sub: undefined }),
    'groups a string': access({ 'cognito:groups': 'admin' }),
    'groups as API Gateway writes them (docs/cognito-facts.md#g1)': access({
      'cognito:groups': '[admin clinic-staff]',
    }),
    'groups an object': access({ 'cognito:groups': { 0: 'admin', length: 1 } }),
    'groups null': access({ 'cognito:groups': null }),
    'groups nested': access({ 'cognito:groups': [['admin']] }),
    'groups with a number': access({ 'cognito:groups': ['admin', 1] }),
    'groups with null': access({ 'cognito:groups': [null] }),
    'scope an array': access({ scope: ['openid'] }),
    'scope null': access({ scope: null }),
    'scope a number': access({ scope: 1 }),
    'jti a number': access({ jti: 1 }),
    'jti null': access({ jti: null }),
    'origin_jti an array': access({ origin_jti: ['a'] }),
    'email an object': access({ email: {} }),
    'clinic an array': access({ 'custom:clinic_id': ['CLN-001'] }),
    'clinic null': access({ 'custom:clinic_id': null }),
    'clinic empty': access({ 'custom:clinic_id': '' }),
    'clinic with a key separator': access({ 'custom:clinic_id': 'CLN-001#X' }),
    'clinic with a slash': access({ 'custom:clinic_id': '../CLN-002' }),
    'clinic with a comma': access({ 'custom:clinic_id': 'CLN-001,CLN-002' }),
    'clinic with a space': access({ 'custom:clinic_id': 'CLN-001 ' }),
    'clinic with a line break': access({ 'custom:clinic_id': 'CLN-001\n' }),
    'clinic of 51 characters': access({ 'custom:clinic_id': 'C'.repeat(51) }),
    'clinic a star': access({ 'custom:clinic_id': '*' }),
  });
}
