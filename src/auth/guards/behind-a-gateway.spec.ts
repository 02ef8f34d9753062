import { ConfigService } from '@nestjs/config';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { accessClaims, clientId, idClaims, issuer } from '../../../test/support/tokens/claims.js';
import { KeyServer } from '../../../test/support/tokens/key-server.js';
import { albArn, albKeyPair, signAlbData } from '../../../test/support/server/load-balancer.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { rsaKeyPair, signToken } from '../../../test/support/tokens/signing.js';
import { AlbAuthenticator } from '../alb/alb-authenticator.js';
import { AuthorityStore } from '../principal/authority.js';
import { GatewayAuthorizer } from '../gateway/gateway-authorizer.js';
import { KeyStore } from '../keys/key-store.js';
import { SignedIn } from '../policy/policy.decorators.js';
import { CognitoStrategy } from '../token/cognito.strategy.js';
import { TokenVerifier } from '../token/token-verifier.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { Principals } from '../principal/principals.js';
import { RoutePolicies } from '../policy/route-policy.js';

class Routes {
  @SignedIn()
  signedIn() {
    return undefined;
  }
}

class Authorities extends AuthorityStore {
  revokedSessions = new Set<string>();

  override adminCheck(): Promise<never> {
    throw new Error('no guard asks for this');
  }

  override authorityOf() {
    const { revokedSessions } = this;
    return { clinicIds: ['CLN-001'], email: undefined, disabled: false, signedOutBefore: undefined, revokedSessions };
  }
}

describe('AuthenticationGuard', () => {
  const sub = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';
  const [key, albKey] = [rsaKeyPair('key'), albKeyPair()];
  let clock: ManualClock;
  let keyServer: KeyServer;
  let gateway: GatewayAuthorizer;
  let authorities: Authorities;
  let strategy: CognitoStrategy;
  let guard: AuthenticationGuard;

  beforeAll(async () => {
    keyServer = await KeyServer.start();
    keyServer.answerWith(200, albKey.pem);
  });

  afterAll(async () => {
    await keyServer.stop();
  });

  beforeEach(() => {
    clock = new ManualClock();
    const pool = {
      userPoolId: 'us-east-1_Test00001',
      issuers: [issuer],
      clientIds: new Set([clientId]),
      tokenUses: new Set(['access'] as const),
      keys: new KeyStore({ readKeys: () => Promise.resolve([key.jwk]), clock, random: () => 0 }),
    };
    const pools = { byIssuer: new Map([[issuer, pool]]) };
    const settings = { auth: { pools: [], alb: { arn: albArn, publicKeyBase: new URL(keyServer.uri).origin } } };
    const verifier = new TokenVerifier(pools, clock);
    gateway = new GatewayAuthorizer();
    authorities = new Authorities();
    strategy = new CognitoStrategy(verifier);
    guard = new AuthenticationGuard(
      strategy,
      new RoutePolicies(),
      verifier,
      gateway,
      new AlbAuthenticator(new ConfigService(settings), pools, clock),
      new Principals(authorities, verifier),
    );
  });

  afterEach(() => {
    strategy.onApplicationShutdown();
  });

  const judge = async (request: object): Promise<unknown> =>
    guard.canActivate(new ExecutionContextHost([request], Routes, Reflect.get(Routes.prototype, 'signedIn')));

  describe('behind an API gateway (docs/cognito-facts.md#g1, docs/cognito-facts.md#g2)', () => {
    const judgeAsserted = (claims: Record<string, unknown>, request: object) =>
      gateway.asserting(claims, () => judge(request));

    it('takes the claims that the gateway vouches for, whatever the caller sends', async () => {
      const request = { headers: { authorization: 'Bearer nonsense' } };
      await expect(judgeAsserted(accessClaims(clock.seconds(), { sub }), request)).resolves.toBe(true);
      expect(request).toMatchObject({ principal: { kind: 'user', sub, clinicIds: ['CLN-001'] } });
    });

    it('judges them like those of any token, and its marks too', async () => {
      const now = clock.seconds();
      const codes = [
        [idClaims(now), 'wrong_token_use'],
        [accessClaims(now, { client_id: 'another' }), 'wrong_client'],
        [accessClaims(now, { iss: 'https://evil.example' }), 'wrong_issuer'],
        [accessClaims(now, { exp: now }), 'expired'],
      ] as const;
      for (const [claims, code] of codes) {
        await expect(judgeAsserted(claims, { headers: {} })).rejects.toMatchObject({ code });
      }
      authorities.revokedSessions.add('ended');
      const ended = accessClaims(now, { origin_jti: 'ended' });
      await expect(judgeAsserted(ended, { headers: {} })).rejects.toMatchObject({ code: 'revoked' });
      // and holds one caller's ended sign-in against nobody else
      await expect(judgeAsserted(accessClaims(now), { headers: {} })).resolves.toBe(true);
    });
  });

  describe('behind a load balancer (docs/cognito-facts.md#g3)', () => {
    const signedIn = (claims: Record<string, unknown> = {}, signer = albKey) => {
      const now = clock.seconds();
      const data = signAlbData({ issuer, clientId, sub, now }, signer);
      const token = signToken(accessClaims(now, { sub, ...claims }), key);
      return { method: 'GET', headers: { 'x-amzn-oidc-data': data, 'x-amzn-oidc-accesstoken': token } };
    };

    it('takes the user whom both headers name, at first sight and after', async () => {
      const request = signedIn();
      await expect(judge(request)).resolves.toBe(true);
      expect(request).toMatchObject({ principal: { kind: 'user', sub, clinicIds: ['CLN-001'] } });
      const { method, headers } = request;
      await expect(judge({ method, headers })).resolves.toBe(true);
    });

    it('believes neither half without the other', async () => {
      const forged = signedIn({}, { ...albKeyPair(), kid: albKey.kid });
      await expect(judge(forged)).rejects.toMatchObject({ code: 'bad_signature' });
      await expect(judge(signedIn({ sub: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }))).rejects.toMatchObject({
        code: 'malformed',
      });
      await expect(judge(signedIn({ exp: clock.seconds() }))).rejects.toMatchObject({ code: 'expired' });
    });

    it('refuses an ended sign-in, and again without asking for its marks', async () => {
      authorities.revokedSessions.add('ended');
      const request = signedIn({ origin_jti: 'ended' });
      await expect(judge(request)).rejects.toMatchObject({ code: 'revoked' });
      authorities.revokedSessions.clear();
      await expect(judge(request)).rejects.toMatchObject({ code: 'revoked' });
    });
  });
});
