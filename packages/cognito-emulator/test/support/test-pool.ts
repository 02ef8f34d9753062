import { randomBytes } from 'node:crypto';
import type {
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
  InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import type { TestCognito } from './test-cognito.js';
import type { CognitoUnderTest } from './cognito-under-test.js';
import { openCognito, whyNot } from './cognito-under-test.js';
import type { TestFunction } from './function-server.js';
import { functionArn, FunctionServer } from './function-server.js';
import { poolRequest, webRequest } from './pool-requests.js';

export type ClientRequest = Partial<CreateUserPoolClientCommandInput>;

/** What a suite wants of its pool beyond what every test pool is. */
export interface TestPoolOptions {
  readonly mfa?: 'OFF' | 'ON' | 'OPTIONAL';
  readonly pool?: Partial<CreateUserPoolCommandInput>;
  readonly web?: ClientRequest;
  readonly mobile?: ClientRequest;
  readonly server?: ClientRequest;
  readonly groups?: readonly string[];
  readonly resourceServer?: { readonly Identifier: string; readonly scopes: readonly string[] };
  /** Whether it has a domain: OAuth endpoints and hosted pages. */
  readonly domain?: boolean;
  /** Functions by the names of their triggers; left out where the endpoint can run none. */
  readonly functions?: Readonly<Record<string, TestFunction>>;
}

/** A pool of its own for a suite, made through the API alone, on whatever the endpoint is. */
export interface TestPool extends TestCognito, Pick<CognitoUnderTest, 'elapse' | 'now'> {
  readonly sdk: CognitoIdentityProviderClient;
  /** The origin of the pool's domain; empty without one. */
  readonly domain: string;
  /** The events that its functions were given. */
  readonly functionCalls: FunctionServer['calls'];
  /** What an authenticator app shows now. */
  totp(secret: string): string;
}

/** Makes a pool and its clients at the endpoint under test; `stop` takes them away again. */
export async function startTestPool(options: TestPoolOptions = {}): Promise<TestPool> {
  const wanted = whyNot(['functions']) === undefined ? options.functions : undefined;
  const functions = wanted === undefined ? undefined : await FunctionServer.start(wanted);
  const cognito = await openCognito(functions);
  const { endpoint, region } = cognito;
  const sdk = new CognitoIdentityProviderClient({ endpoint, region, maxAttempts: 1 });
  const UserPoolId = await createPool(sdk, options, Object.keys(wanted ?? {}));
  const client = async (input: ClientRequest = {}) => {
    const { UserPoolClient } = await sdk.send(
      new CreateUserPoolClientCommand({ ...webRequest, UserPoolId, ClientName: 'test', ...input }),
    );
    return { id: UserPoolClient?.ClientId ?? '', secret: UserPoolClient?.ClientSecret ?? '' };
  };
  const clients = {
    web: await client(options.web),
    mobile: await client(options.mobile),
    server: await client({ GenerateSecret: true, ...options.server }),
  };
  const issuer = `${endpoint}/${UserPoolId}`;
  const domain = options.domain === true ? await createDomain(sdk, UserPoolId) : undefined;
  return {
    ...{ endpoint, region, sdk, issuer, userPoolId: UserPoolId, clients },
    domain: domain === undefined ? '' : await originOfDomain(issuer),
    functionCalls: functions?.calls ?? [],
    now: () => cognito.now(),
    elapse: (seconds) => cognito.elapse(seconds),
    totp: (secret) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: cognito.now().getTime() }),
    async stop() {
      if (domain !== undefined) await sdk.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain: domain }));
      await sdk.send(new DeleteUserPoolCommand({ UserPoolId }));
      sdk.destroy();
      await cognito.close();
      await functions?.stop();
    },
  };
}

async function createPool(
  sdk: CognitoIdentityProviderClient,
  { mfa = 'OPTIONAL', pool, groups = [], resourceServer }: TestPoolOptions,
  triggers: readonly string[],
): Promise<string> {
  const LambdaConfig = Object.fromEntries(triggers.map((trigger) => [trigger, functionArn(trigger)]));
  const { UserPool } = await sdk.send(new CreateUserPoolCommand({ ...poolRequest, LambdaConfig, ...pool }));
  const UserPoolId = UserPool?.Id ?? '';
  if (mfa !== 'OFF') {
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    await sdk.send(
      new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: mfa, SoftwareTokenMfaConfiguration }),
    );
  }
  for (const [Precedence, GroupName] of groups.entries()) {
    await sdk.send(new CreateGroupCommand({ UserPoolId, GroupName, Precedence }));
  }
  if (resourceServer !== undefined) {
    const { Identifier, scopes } = resourceServer;
    const Scopes = scopes.map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
    await sdk.send(new CreateResourceServerCommand({ UserPoolId, Identifier, Name: Identifier, Scopes }));
  }
  return UserPoolId;
}

async function createDomain(sdk: CognitoIdentityProviderClient, UserPoolId: string): Promise<string> {
  // domains of all accounts share one name space
  const Domain = `portal-test-${randomBytes(8).toString('hex')}`;
  await sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }));
  return Domain;
}

/** A pool's own discovery document says where its domain is, on AWS and here. */
async function originOfDomain(issuer: string): Promise<string> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(45_000) });
  const { authorization_endpoint: address } = (await response.json()) as { readonly authorization_endpoint: string };
  return new URL(address).origin;
}

/** Starts a sign-in of the web client with the password of `newUser`. */
export function signInByPassword(pool: TestPool, email: string): Promise<InitiateAuthCommandOutput> {
  const AuthParameters = { USERNAME: email, PASSWORD: 'Correct1horse' };
  const ClientId = pool.clients.web.id;
  return pool.sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }));
}
