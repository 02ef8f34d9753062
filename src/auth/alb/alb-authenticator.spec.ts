import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import {
  accessClaims,
  clientId,
  idClaims,
  issuer,
  machineClaims,
  machineClientId,
} from '../../../test/support/tokens/claims.js';
import { KeyServer } from '../../../test/support/tokens/key-server.js';
import { albArn, albKeyPair, signAlbData } from '../../../test/support/server/load-balancer.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { rsaKeyPair, signToken } from '../../../test/support/tokens/signing.js';
import { verifierOf } from '../../../test/support/tokens/verifier.js';
import type { Settings } from '../../config/settings.js';
import { KeyStore } from '../keys/key-store.js';
import type { UserPool } from '../keys/user-pools.js';
import { AlbAuthenticator, type AlbRequest } from './alb-authenticator.js';

const sub = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';
const poolKey = rsaKeyPair('pool-key');
const albKey = albKeyPair();
const otherIssuer = 'https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_Test00001';

describe('AlbAuthenticator', () => {
  const clock = new ManualClock();
  const verifier = verifierOf({ clock, keys: [poolKey], tokenUses: ['access', 'id'] });
  const pool: UserPool = {
    userPoolId: 'us-east-1_Test00001',
    issuers: [issuer, otherIssuer],
    clientIds: new Set([clientId, machineClientId]),
    tokenUses: new Set(['access']),
    // these tokens are verified by the one above
    keys: new KeyStore({ readKeys: () => Promise.resolve([]), clock, random: () => 0 }),
  };
  const byIssuer = new Map([
    [issuer, pool],
    [otherIssuer, pool],
    ['https://elsewhere.example', { ...pool }],
  ]);
  let keyServer: KeyServer;
  let alb: AlbAuthenticator;

  const authenticator = (settings?: Settings['auth']['alb']) =>
    new AlbAuthenticator(
      new ConfigService({ auth: { pools: [], ...(settings && { alb: settings }) } }),
      { byIssuer },
      clock,
    );

  beforeAll(async () => {
    keyServer = await KeyServer.start();
  });
  beforeEach(() => {
    keyServer.answerBy((request, response) => {
      const isThere = request.url === `/${albKey.kid}`;
      response.writeHead(isThere ? 200 : 403).end(albKey.pem);
    });
    alb = authenticator({ arn: albArn, publicKeyBase: new URL(keyServer.uri).origin });
  });
  afterAll(async () => {
    await keyServer.stop();
  });

  const session = { issuer, clientId, sub, now: clock.seconds() };
  const data = (header: object = {}, claims: object = {}, key = albKey) => signAlbData(session, key, header, claims);
  const token = (changes: Record<string, unknown> = {}) =>
    signToken(accessClaims(clock.seconds(), { sub, ...changes }), poolKey);
  const pair = (changes: Record<string, unknown> = {}): AlbRequest => ({
    method: 'GET',
    headers: { 'x-amzn-oidc-data': data(), 'x-amzn-oidc-accesstoken': token(), ...changes },
  });
  const judge = async (request: AlbRequest): Promise<string> => {
    try {
      const { token: accessToken, assertion } = alb.read(request);
      await alb.confirm(assertion, await verifier.verify(accessToken));
      return 'let in';
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  };

  it('concerns itself with requests that have either header, where a load balancer is configured', () => {
    expect(alb.concerns(pair())).toBe(true);
    expect(alb.concerns({ headers: { 'x-amzn-oidc-data': '' } })).toBe(true);
    expect(alb.concerns({ headers: { 'x-amzn-oidc-accesstoken': '' } })).toBe(true);
    expect(alb.concerns({ headers: { 'x-amzn-oidc-identity': sub, authorization: 'Bearer x' } })).toBe(false);
    const unconfigured = authenticator();
    expect(unconfigured.concerns(pair())).toBe(false);
    expect(unconfigured.keys).toBeUndefined();
    expect(() => unconfigured.read(pair())).toThrow('no load balancer is configured');
  });

  it('lets in a user whom both halves name, by either name of the pool', async () => {
    await expect(judge(pair())).resolves.toBe('let in');
    await expect(judge(pair({ 'x-amzn-oidc-data': data({ iss: otherIssuer }, { iss: otherIssuer }) }))).resolves.toBe(
      'let in',
    );
  });

  it.each<[string, string, () => Record<string, unknown>]>([
    ['malformed', 'an Authorization header', () => ({ authorization: 'Bearer x' })],
    ['malformed', 'an empty Authorization header', () => ({ authorization: '' })],
    ['malformed', 'no data', () => ({ 'x-amzn-oidc-data': undefined })],
    ['malformed', 'no token', () => ({ 'x-amzn-oidc-accesstoken': undefined })],
    ['malformed', 'an empty token', () => ({ 'x-amzn-oidc-accesstoken': '' })],
    ['malformed', 'data twice', () => ({ 'x-amzn-oidc-data': `${data()}, ${data()}` })],
    ['malformed', 'a list of data', () => ({ 'x-amzn-oidc-data': [data()] })],
    ['malformed', 'a list of tokens', () => ({ 'x-amzn-oidc-accesstoken': [token()] })],
    ['malformed', 'an endless token', () => ({ 'x-amzn-oidc-accesstoken': 'x'.repeat(8_193) })],
    ['malformed', 'another user', () => ({ 'x-amzn-oidc-accesstoken': token({ sub: randomUUID() }) })],
    ['malformed', 'another client', () => ({ 'x-amzn-oidc-accesstoken': token({ client_id: machineClientId }) })],
    ['malformed', 'another pool', () => ({ 'x-amzn-oidc-data': elsewhere() })],
    ['malformed', 'a machine', () => machine()],
    ['wrong_token_use', 'an ID token', () => ({ 'x-amzn-oidc-accesstoken': idToken() })],
    ['bad_signature', 'data signed by somebody else', () => ({ 'x-amzn-oidc-data': data({}, {}, forger) })],
    ['unknown_key', 'data under a made-up key', () => ({ 'x-amzn-oidc-data': data({ kid: randomUUID() }) })],
    ['expired', 'data of two minutes ago', () => ({ 'x-amzn-oidc-data': data({ exp: 1 }, { exp: 1 }) })],
  ])('says %s to %s', async (code, _name, changes) => {
    await expect(judge(pair(changes()))).resolves.toBe(code);
  });

  const forger = { ...albKeyPair(), kid: albKey.kid };
  const idToken = () => signToken(idClaims(clock.seconds(), { sub }), poolKey);
  const elsewhere = () => signAlbData({ ...session, issuer: 'https://elsewhere.example' }, albKey);
  const machine = () => ({
    'x-amzn-oidc-data': signAlbData({ ...session, clientId: machineClientId, sub: machineClientId }, albKey),
    'x-amzn-oidc-accesstoken': signToken(machineClaims(clock.seconds()), poolKey),
  });

  it('takes a token of 8,192 characters for one that may be, and none that is longer', () => {
    const tooLong = pair({ 'x-amzn-oidc-accesstoken': 'a'.repeat(8_193) });
    expect(() => alb.read(tooLong)).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
    const longest = 'x'.repeat(8_192);
    expect(alb.read(pair({ 'x-amzn-oidc-accesstoken': longest })).token).toBe(longest);
  });

  it.each([
    ['POST', 'cross-site', 'cross_site'],
    ['PATCH', 'same-site', 'cross_site'],
    ['DELETE', 'x', 'cross_site'],
    [undefined, 'cross-site', 'cross_site'],
    ['POST', 'same-origin', 'let in'],
    ['POST', 'none', 'let in'],
    ['POST', undefined, 'let in'],
    ['GET', 'cross-site', 'let in'],
    ['HEAD', 'cross-site', 'let in'],
    ['OPTIONS', 'cross-site', 'let in'],
  ])('judges a %s with Sec-Fetch-Site %s: %s', async (method, site, outcome) => {
    const { headers } = pair({ 'sec-fetch-site': site });
    await expect(judge({ ...(method === undefined ? {} : { method }), headers })).resolves.toBe(outcome);
  });

  it.each([
    ['POST', 'https://evil.example', 'cross_site'],
    ['POST', 'https://portal.clinic.com.evil.example', 'cross_site'],
    ['POST', 'https://portal.clinic.com:8443', 'cross_site'],
    ['POST', 'null', 'cross_site'],
    ['POST', 'portal.clinic.com', 'cross_site'],
    ['POST', '', 'cross_site'],
    ['POST', 'https://portal.clinic.com', 'let in'],
    ['POST', undefined, 'let in'],
    ['GET', 'https://evil.example', 'let in'],
  ])('judges a %s of an older browser by its Origin %s: %s', async (method, origin, outcome) => {
    const { headers } = pair({ origin, host: 'portal.clinic.com' });
    await expect(judge({ method, headers })).resolves.toBe(outcome);
  });

  it('says what is the matter to the log, and to the caller what they may know', () => {
    const reasonOf = (request: AlbRequest): unknown => {
      try {
        return alb.read(request);
      } catch (error) {
        const { detail, reason } = error as { detail?: string; reason?: string };
        return [detail, reason];
      }
    };
    const detail = 'The headers of the load balancer are not as it sends them.';
    expect(reasonOf(pair({ authorization: 'x' }))).toEqual([
      detail,
      'an Authorization header beside those of a load balancer',
    ]);
    expect(reasonOf(pair({ 'x-amzn-oidc-data': '' }))).toEqual([detail, 'not exactly one x-amzn-oidc-data']);
    expect(reasonOf(pair({ 'x-amzn-oidc-data': data({ signer: 'x' }) }))).toEqual([
      'This is about x-amzn-oidc-data.',
      'x-amzn-oidc-data: signer is another load balancer',
    ]);
  });

  it('says 503 while the keys cannot be read, and tells the log of the outage and of its end', async () => {
    const [warn, log] = [jest.spyOn(Logger.prototype, 'warn'), jest.spyOn(Logger.prototype, 'log')];
    for (const silenced of [warn, log]) silenced.mockImplementation(() => undefined);
    keyServer.answerWith(500, '');
    await expect(judge(pair())).resolves.toBe('keys_unavailable');
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^The keys of the load balancer cannot be read from .*: the key server answered with status 500$/,
        ),
      ],
    ]);
    keyServer.answerBy((_request, response) => response.end(albKey.pem));
    clock.advance(1);
    await expect(judge(pair())).resolves.toBe('let in');
    expect(log.mock.calls).toEqual([['The keys of the load balancer can be read again']]);
    expect(alb.keys?.metrics).toMatchObject({ reads: 2, failures: 1, unavailable: 1 });
  });
});
