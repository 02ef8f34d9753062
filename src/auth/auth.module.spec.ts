import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  type BeforeApplicationShutdown,
  Controller,
  Delete,
  Get,
  Global,
  Injectable,
  Module,
  Post,
} from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  accessClaims,
  clientId,
  idClaims,
  issuer,
  machineClaims,
  machineClientId,
} from '../../test/support/tokens/claims.js';
import { ManualClock } from '../../test/support/manual-clock.js';
import { KeyServer } from '../../test/support/tokens/key-server.js';
import { rsaKeyPair, signToken } from '../../test/support/tokens/signing.js';
import { Clock } from '../clock/clock.js';
import { SettingsModule } from '../config/settings.module.js';
import type { Settings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import { AuthModule } from './auth.module.js';
import { type Authority, AuthorityStore, type TokenSubject } from './principal/authority.js';
import { CurrentPrincipal } from './principal/current-principal.decorator.js';
import { UserPools } from './keys/user-pools.js';
import { ClinicScoped, Public, Roles, Scopes, SignedIn } from './policy/policy.decorators.js';
import type { Principal } from './principal/principal.js';

@Controller('clinics/:clinicId/things')
@ClinicScoped()
class ThingsController {
  @Get()
  list(@CurrentPrincipal() principal: Principal) {
    return principal;
  }

  @Delete()
  @Roles('admin')
  remove() {
    return 'removed';
  }

  @Get('export')
  @Roles('billing')
  @Scopes('portal/appointments.read')
  export() {
    return 'exported';
  }
}

@Controller()
class PlainController {
  @Get('open')
  @Public()
  open() {
    return 'open';
  }

  @Get('me')
  @SignedIn()
  me(@CurrentPrincipal() principal: Principal) {
    return principal;
  }

  @Post('me')
  @SignedIn()
  write() {
    return 'written';
  }

  @Get('machines')
  @Scopes('portal/appointments.read', 'portal/appointments.write')
  machines() {
    return 'machines';
  }
}

/** Tells when the modules were destroyed and the HTTP server is about to close. */
@Injectable()
class Shutdown implements BeforeApplicationShutdown {
  private tell = (): void => undefined;
  readonly begun = new Promise<void>((resolve) => (this.tell = resolve));

  beforeApplicationShutdown(): void {
    this.tell();
  }
}

const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };

const member: Authority = {
  clinicIds: ['CLN-001'],
  email: 'ada@sunrise-eye.com',
  disabled: false,
  signedOutBefore: undefined,
  revokedSessions: new Set(),
};

class Authorities extends AuthorityStore {
  answer: () => Promise<Authority> = () => Promise.resolve(member);
  readonly asked: TokenSubject[] = [];

  override adminCheck(): Promise<never> {
    throw new Error('no guard asks for this');
  }

  override authorityOf(subject: TokenSubject): Promise<Authority> {
    this.asked.push(subject);
    return this.answer();
  }
}

describe('AuthModule: guards over real HTTP requests', () => {
  const clock = new ManualClock();
  const [accessKey, idKey] = [rsaKeyPair('access-key'), rsaKeyPair('id-key')];
  let keyServer: KeyServer;
  let authorities: Authorities;
  let app: NestFastifyApplication;

  const now = () => Math.floor(clock.seconds());
  const userToken = (changes: Record<string, unknown> = {}) => signToken(accessClaims(now(), changes), accessKey);
  const machineToken = (changes: Record<string, unknown> = {}) => signToken(machineClaims(now(), changes), accessKey);

  beforeAll(async () => {
    keyServer = await KeyServer.start(accessKey.jwk, idKey.jwk);
  });

  afterAll(async () => {
    await keyServer.stop();
  });

  beforeEach(async () => {
    keyServer.publish(accessKey.jwk, idKey.jwk);
    authorities = new Authorities();
    app = await startApp();
  });

  afterEach(async () => {
    await app.close();
  });

  async function startApp(): Promise<NestFastifyApplication> {
    @Global()
    @Module({
      providers: [
        { provide: Clock, useValue: clock },
        { provide: AuthorityStore, useValue: authorities },
      ],
      exports: [Clock, AuthorityStore],
    })
    class PortsModule {}
    const settings: Settings = {
      server: {
        ...{ environment: 'test', host: '127.0.0.1', port: 0, logLevel: 'silent' },
        ...{ corsOrigins: [], trustedProxies: 0, shutdownDelayMs: 0, documentation: true },
      },
      auth: {
        pools: [
          {
            userPoolId: 'us-east-1_Test00001',
            issuers: [issuer],
            jwksUri: keyServer.uri,
            clientIds: [clientId, machineClientId],
          },
        ],
      },
      dynamodb: { region: 'us-east-1', tableName: 'none' },
      cognitoTriggers: { secrets: [] },
      webhooks: { allowedNetworks: [], pollMs: 0 },
    };
    const testing = await Test.createTestingModule({
      imports: [SettingsModule.forRoot(settings), PortsModule, AuthModule],
      controllers: [ThingsController, PlainController],
      providers: [Shutdown],
    })
      .setLogger(silent)
      .compile();
    const started = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    started.useGlobalFilters({
      catch(error: unknown, host) {
        const code = error instanceof AppError ? error.code : String(error);
        host.switchToHttp().getResponse<{ send(body: object): void }>().send({ code });
      },
    });
    await started.init();
    await started.getHttpAdapter().getInstance().ready();
    return started;
  }

  async function ask(path: string, token?: string, method: 'GET' | 'DELETE' = 'GET') {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { payload } = await app.inject({ method, url: path, headers });
    return payload.startsWith('{') ? (JSON.parse(payload) as Record<string, unknown>) : payload;
  }

  it('lets everyone through to a public route, token or not', async () => {
    expect(await ask('/open')).toBe('open');
    expect(await ask('/open', 'nonsense')).toBe('open');
  });

  it('asks for a token everywhere else', async () => {
    for (const path of ['/me', '/machines', '/clinics/CLN-001/things']) {
      expect(await ask(path)).toEqual({ code: 'missing_token' });
    }
  });

  it('hands the controller a principal made of the token and of the profile', async () => {
    const claims = accessClaims(now(), { 'custom:clinic_id': 'CLN-009', email: 'token@sunrise-eye.com' });
    expect(await ask('/me', signToken(claims, accessKey))).toEqual({
      kind: 'user',
      sub: claims['sub'],
      username: claims['username'],
      issuer,
      clientId,
      groups: ['clinic-staff'],
      sessionId: claims['origin_jti'],
      scopes: ['aws.cognito.signin.user.admin'],
      clinicIds: ['CLN-001'],
      email: 'ada@sunrise-eye.com',
    });
    expect(authorities.asked).toEqual([
      {
        sub: claims['sub'],
        username: claims['username'],
        claimedClinicId: 'CLN-009',
        email: 'token@sunrise-eye.com',
      },
    ]);
  });

  it('recognises a token that it has seen, and still asks for the authority of its user', async () => {
    const token = userToken();
    const [first, second] = [await ask('/me', token), await ask('/me', token)];
    expect(second).toEqual(first);
    expect(authorities.asked).toHaveLength(2);
  });

  it('refuses an ID token, and anything that is no token', async () => {
    expect(await ask('/me', signToken(idClaims(now()), idKey))).toEqual({ code: 'wrong_token_use' });
    expect(await ask('/me', 'nonsense')).toEqual({ code: 'malformed' });
    expect(await ask('/me', `${userToken().slice(0, -4)}AAAA`)).toEqual({ code: 'bad_signature' });
  });

  it('refuses a second Authorization header, which node itself would drop', async () => {
    const { payload } = await app.inject({
      url: '/me',
      headers: { authorization: [`Bearer ${userToken()}`, `Bearer ${userToken()}`] as unknown as string },
    });
    expect(JSON.parse(payload)).toEqual({ code: 'malformed' });
  });

  it('ends a sign-in, all sign-ins or a user by the marks on the profile, also for a token it has seen', async () => {
    const token = userToken({ origin_jti: 'session-1' });
    expect(await ask('/me', token)).toMatchObject({ kind: 'user' });
    authorities.answer = () => Promise.resolve({ ...member, disabled: true });
    expect(await ask('/me', token)).toEqual({ code: 'user_disabled' });
    authorities.answer = () => Promise.resolve(member);
    expect(await ask('/me', token)).toMatchObject({ kind: 'user' });
    authorities.answer = () => Promise.resolve({ ...member, revokedSessions: new Set(['session-2']) });
    expect(await ask('/me', token)).toMatchObject({ kind: 'user' });
    authorities.answer = () => Promise.resolve({ ...member, revokedSessions: new Set(['session-1']) });
    expect(await ask('/me', token)).toEqual({ code: 'revoked' });
    expect(await ask('/me', token)).toEqual({ code: 'revoked' });
    authorities.answer = () => Promise.resolve({ ...member, signedOutBefore: now() });
    expect(await ask('/me', userToken({ auth_time: now() }))).toMatchObject({ kind: 'user' });
    // refreshed since, but from a sign-in before the mark
    expect(await ask('/me', userToken({ auth_time: now() - 1 }))).toEqual({ code: 'revoked' });
    expect(await ask('/me', userToken({ auth_time: undefined, iat: now() - 1 }))).toEqual({ code: 'revoked' });
  });

  it('passes on that the store is down', async () => {
    authorities.answer = () => Promise.reject(new AppError('store_unavailable'));
    expect(await ask('/me', userToken())).toEqual({ code: 'store_unavailable' });
  });

  it('checks groups: 403 for others, the method before the class', async () => {
    expect(await ask('/clinics/CLN-001/things', userToken(), 'DELETE')).toEqual({ code: 'group_missing' });
    const noGroups = userToken({ 'cognito:groups': undefined });
    expect(await ask('/clinics/CLN-001/things', noGroups, 'DELETE')).toEqual({ code: 'group_missing' });
    const admin = userToken({ 'cognito:groups': ['admin'] });
    expect(await ask('/clinics/CLN-001/things', admin, 'DELETE')).toBe('removed');
    // admin is a group like any other where a route does not name it
    expect(await ask('/clinics/CLN-001/things/export', admin)).toEqual({ code: 'group_missing' });
    expect(await ask('/clinics/CLN-001/things/export', userToken({ 'cognito:groups': ['billing'] }))).toBe('exported');
  });

  it.each(['CLN-002', 'CLN-00', 'cln-001', 'CLN-001%00', '%2fCLN-001', 'CLN-001,CLN-002', '__proto__'])(
    'keeps a user of CLN-001 out of the clinic %s',
    async (clinicId) => {
      expect(await ask(`/clinics/${clinicId}/things`, userToken())).toEqual({ code: 'clinic_mismatch' });
    },
  );

  it('lets a user into each clinic of the profile, and an admin into all', async () => {
    authorities.answer = () => Promise.resolve({ ...member, clinicIds: ['CLN-003', 'CLN-004'] });
    expect(await ask('/clinics/CLN-004/things', userToken())).toMatchObject({ clinicIds: ['CLN-003', 'CLN-004'] });
    expect(await ask('/clinics/CLN-001/things', userToken())).toEqual({ code: 'clinic_mismatch' });
    const admin = userToken({ 'cognito:groups': ['admin'] });
    expect(await ask('/clinics/CLN-001/things', admin)).toMatchObject({ kind: 'user' });
  });

  it('believes no clinic from the token itself (docs/cognito-facts.md#a1)', async () => {
    authorities.answer = () => Promise.resolve({ ...member, clinicIds: [] });
    const token = userToken({ 'custom:clinic_id': 'CLN-001' });
    expect(await ask('/clinics/CLN-001/things', token)).toEqual({ code: 'clinic_mismatch' });
  });

  it('judges machines by their scopes alone, and asks no profile for them (docs/cognito-facts.md#t14)', async () => {
    expect(await ask('/machines', machineToken())).toBe('machines');
    expect(await ask('/machines', machineToken({ scope: 'portal/appointments.read' }))).toEqual({
      code: 'scope_missing',
    });
    expect(await ask('/clinics/CLN-001/things/export', machineToken())).toBe('exported');
    expect(await ask('/me', machineToken())).toEqual({ code: 'scope_missing' });
    expect(await ask('/clinics/CLN-001/things', machineToken())).toEqual({ code: 'scope_missing' });
    expect(authorities.asked).toEqual([]);
    const scoped = userToken({ scope: 'portal/appointments.read portal/appointments.write' });
    expect(await ask('/machines', scoped)).toEqual({ code: 'scope_missing' });
  });

  it('has its keys before it listens, and needs none of them twice', async () => {
    expect(await app.get(UserPools).ready()).toBe(true);
    const reads = keyServer.reads;
    expect(await ask('/me', userToken())).toMatchObject({ kind: 'user' });
    expect(keyServer.reads).toBe(reads);
  });

  it('keeps two servers in one process apart', async () => {
    const first = app;
    keyServer.publish(rsaKeyPair('other-key').jwk);
    const second = await startApp();
    const token = userToken();
    expect(await ask('/me', token)).toMatchObject({ kind: 'user' });
    app = second;
    expect(await ask('/me', token)).toEqual({ code: 'unknown_key' });
    await first.close();
  });

  it('judges a token that it sees first while the server shuts down', async () => {
    const server = app.getHttpServer();
    await app.listen(0, '127.0.0.1');
    const arrived = once(server, 'request');
    const request = httpRequest({
      ...{ agent: false, method: 'POST', port: (server.address() as AddressInfo).port, path: '/me' },
      headers: { authorization: `Bearer ${userToken()}`, 'content-type': 'application/json', 'content-length': 2 },
    });
    // the guards run when the body is there
    request.write('{');
    await arrived;
    const closed = app.close();
    await app.get(Shutdown).begun;
    request.end('}');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(await text(response)).toBe('written');
    await closed;
  });
});
