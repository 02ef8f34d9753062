import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { accessClaims, clientId, issuer } from '../../../test/support/tokens/claims.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { rsaKeyPair, signToken } from '../../../test/support/tokens/signing.js';
import { verifierOf } from '../../../test/support/tokens/verifier.js';
import { AppError } from '../../errors/app-error.js';
import { type Authority, AuthorityStore } from '../principal/authority.js';
import { AlbAuthenticator } from '../alb/alb-authenticator.js';
import { GatewayAuthorizer } from '../gateway/gateway-authorizer.js';
import { ClinicScoped, Public, Roles, Scopes, SignedIn } from '../policy/policy.decorators.js';
import type { MachinePrincipal, Principal, UserPrincipal } from '../principal/principal.js';
import { CognitoStrategy } from '../token/cognito.strategy.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { Principals } from '../principal/principals.js';
import { RolesGuard } from './roles.guard.js';
import { RoutePolicies } from '../policy/route-policy.js';
import { ScopesGuard } from './scopes.guard.js';

class Routes {
  @Public()
  open() {
    return undefined;
  }

  @SignedIn()
  signedIn() {
    return undefined;
  }

  @Roles('clinic-staff', 'billing')
  roles() {
    return undefined;
  }

  @Scopes('portal/read', 'portal/write')
  machines() {
    return undefined;
  }

  @Roles('billing')
  @Scopes('portal/read')
  both() {
    return undefined;
  }

  @ClinicScoped()
  clinic() {
    return undefined;
  }
}

const policies = new RoutePolicies();

const user = (...groups: string[]): UserPrincipal => ({
  kind: 'user',
  sub: 'sub-1',
  username: 'sub-1',
  issuer,
  clientId,
  groups,
  sessionId: undefined,
  scopes: [],
  clinicIds: ['CLN-001'],
  email: undefined,
});
const machine = (...scopes: string[]): MachinePrincipal => ({ kind: 'machine', issuer, clientId: 'client-1', scopes });

function contextOf(route: keyof Routes, request: object): ExecutionContext {
  return new ExecutionContextHost([request], Routes, Reflect.get(Routes.prototype, route));
}

/** What a guard says: `passes`, or the error that it throws. */
function verdict(guard: CanActivate, route: keyof Routes, principal?: Principal): unknown {
  try {
    return guard.canActivate(contextOf(route, { principal })) === true ? 'passes' : 'is stopped without a reason';
  } catch (error) {
    if (!(error instanceof AppError)) return error;
    const { code, detail, reason } = error;
    return { code, ...(detail === undefined ? {} : { detail }), ...(reason === undefined ? {} : { reason }) };
  }
}

describe('RolesGuard', () => {
  const guard = new RolesGuard(policies);
  const judged = (route: keyof Routes, principal?: Principal) => verdict(guard, route, principal);

  it('lets a member of any of the groups pass, and says which are needed', () => {
    expect(judged('roles', user('clinic-staff'))).toBe('passes');
    expect(judged('roles', user('other', 'billing'))).toBe('passes');
    const code = 'group_missing';
    expect(judged('roles', user('admin'))).toEqual({ code, reason: 'the route needs clinic-staff,billing' });
    expect(judged('machines', user('admin'))).toEqual({ code, reason: 'the route needs none' });
  });

  it('asks nothing where the route asks nothing', () => {
    expect(judged('open')).toBe('passes');
    expect(judged('signedIn', user())).toBe('passes');
    expect(judged('clinic', user())).toBe('passes');
  });

  it('never lets a machine pass for its lack of groups', () => {
    expect(judged('both', machine())).toBe('passes');
    expect(judged('roles', machine())).toBe('is stopped without a reason');
  });

  it('stops at a guarded route that nobody authenticated', () => {
    expect(judged('roles')).toEqual(new Error('a guarded route was reached without authentication'));
  });
});

describe('ScopesGuard', () => {
  const guard = new ScopesGuard(policies);
  const judged = (route: keyof Routes, principal?: Principal) => verdict(guard, route, principal);
  const code = 'scope_missing';

  it('wants all scopes of a machine, and names those that it lacks', () => {
    expect(judged('machines', machine('portal/write', 'portal/read'))).toBe('passes');
    expect(judged('machines', machine('portal/read'))).toEqual({ code, detail: 'The token lacks portal/write.' });
    expect(judged('machines', machine())).toEqual({
      code,
      detail: 'The token lacks portal/read and portal/write.',
    });
  });

  it('keeps machines out where no scope is named', () => {
    const detail = 'This is not open to machine clients.';
    expect(judged('roles', machine('portal/read'))).toEqual({ code, detail });
    expect(judged('clinic', machine('portal/read'))).toEqual({ code, detail });
  });

  it('keeps users out of what is for machines, and asks nothing else of them', () => {
    expect(judged('machines', user())).toEqual({ code, detail: 'This is open to machine clients only.' });
    expect(judged('both', user())).toBe('passes');
    expect(judged('open')).toBe('passes');
  });
});

describe('AuthenticationGuard', () => {
  const clock = new ManualClock();
  const key = rsaKeyPair('key');
  const member: Authority = {
    clinicIds: ['CLN-001'],
    email: undefined,
    disabled: false,
    signedOutBefore: undefined,
    revokedSessions: new Set(),
  };
  let authority: Authority | Promise<Authority>;
  let guard: AuthenticationGuard;
  let strategy: CognitoStrategy;

  class Authorities extends AuthorityStore {
    override adminCheck(): Promise<never> {
      throw new Error('no guard asks for this');
    }

    override authorityOf() {
      return authority;
    }
  }

  beforeEach(() => {
    authority = member;
    const verifier = verifierOf({ clock, keys: [key] });
    strategy = new CognitoStrategy(verifier);
    const principals = new Principals(new Authorities(), verifier);
    const alb = new AlbAuthenticator(new ConfigService({ auth: { pools: [] } }), { byIssuer: new Map() }, clock);
    guard = new AuthenticationGuard(strategy, policies, verifier, new GatewayAuthorizer(), alb, principals);
  });

  afterEach(() => {
    strategy.onApplicationShutdown();
  });

  const requestWith = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  const judge = (request: object) => guard.canActivate(contextOf('signedIn', request));

  it('lets a token pass that it has seen without anything to wait for', async () => {
    const token = signToken(accessClaims(clock.seconds(), { sub: 'f47ac10b-58cc-4372-a567-0e02b2c3d479' }), key);
    await expect(judge(requestWith(token))).resolves.toBe(true);
    const again = requestWith(token);
    expect(judge(again)).toBe(true);
    expect(again).toMatchObject({ principal: { sub: 'f47ac10b-58cc-4372-a567-0e02b2c3d479', clinicIds: ['CLN-001'] } });
  });

  it('waits for the store where it has to', async () => {
    const token = signToken(accessClaims(clock.seconds()), key);
    await judge(requestWith(token));
    authority = Promise.resolve({ ...member, clinicIds: ['CLN-002'] });
    const request = requestWith(token);
    await expect(judge(request)).resolves.toBe(true);
    expect(request).toMatchObject({ principal: { clinicIds: ['CLN-002'] } });
  });

  it('refuses a token again as it did before, and notes whose it is where that was proven', async () => {
    const ended = signToken(accessClaims(clock.seconds(), { origin_jti: 'ended' }), key);
    authority = { ...member, revokedSessions: new Set(['ended']) };
    await expect(judge(requestWith(ended))).rejects.toMatchObject({
      code: 'revoked',
      detail: 'Sign in again.',
      reason: expect.stringMatching(/^a sign-in of [-0-9a-f]{36} was ended$/) as unknown,
    });
    const again = requestWith(ended);
    expect(() => judge(again)).toThrow(expect.objectContaining({ code: 'revoked', detail: 'Sign in again.' }) as Error);
    expect(again).toMatchObject({ verifiedToken: { sessionId: 'ended' } });
    const forged = `${ended.slice(0, -4)}AAAA`;
    await expect(judge(requestWith(forged))).rejects.toMatchObject({ code: 'bad_signature' });
    const forgedAgain = requestWith(forged);
    expect(() => judge(forgedAgain)).toThrow(expect.objectContaining({ code: 'bad_signature' }) as Error);
    expect(forgedAgain).not.toHaveProperty('verifiedToken');
  });

  it('passes on what passport reports, an error before all else', () => {
    const [error, info, verified] = [new Error('failure'), new Error('refusal'), { kind: 'user' }];
    expect(guard.handleRequest(null, verified, undefined)).toBe(verified);
    expect(() => guard.handleRequest(null, false, info)).toThrow(info);
    expect(() => guard.handleRequest(error, false, info)).toThrow(error);
    expect(() => guard.handleRequest(error, verified, undefined)).toThrow(error);
  });

  it('closes when passport lets a request pass without a token', async () => {
    jest.spyOn(guard, 'handleRequest').mockReturnValue(undefined);
    const token = signToken(accessClaims(clock.seconds()), key);
    await expect(judge(requestWith(token))).rejects.toThrow('without a token');
  });

  it('looks at the mark of a disabled user each time, so that it may be taken off', async () => {
    const token = signToken(accessClaims(clock.seconds()), key);
    authority = { ...member, disabled: true };
    await expect(judge(requestWith(token))).rejects.toMatchObject({
      code: 'user_disabled',
      reason: expect.stringMatching(/^the profile of [-0-9a-f]{36} is disabled$/) as unknown,
    });
    const request = requestWith(token);
    expect(() => judge(request)).toThrow(expect.objectContaining({ code: 'user_disabled' }) as Error);
    expect(request).toHaveProperty('verifiedToken');
    authority = member;
    expect(judge(requestWith(token))).toBe(true);
  });
});
