import { setTimeout as wait } from 'node:timers/promises';
import type {
  CreateUserPoolClientCommandInput,
  InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AddCustomAttributesCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import type { EmbeddedCognito } from '../../local/cognito/cognito.js';
import { startCognito } from '../../local/cognito/cognito.js';
import { FakeClock } from '../../local/cognito/fake-clock.js';

/** A pool of its own for a suite, made through the API alone: here in the emulator, elsewhere on whatever the endpoint is. */
export interface TestPool extends EmbeddedCognito {
  readonly sdk: CognitoIdentityProviderClient;
  /** Lets time go by: at once in the emulator, really on a real pool. */
  elapse(seconds: number): Promise<void>;
  /** What an authenticator app shows now. */
  totp(secret: string): string;
}

const flows = {
  ExplicitAuthFlows: [
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
  PreventUserExistenceErrors: 'ENABLED',
  ReadAttributes: ['email', 'email_verified', 'name', 'custom:clinic_id'],
  WriteAttributes: ['email', 'name'],
} as const;

/**
 * Makes a pool and its clients. COGNITO_TEST_ENDPOINT, an address such as `https://cognito-idp.us-east-1.amazonaws.com`, makes
 * it there, with the credentials and region of the environment; without one it is in an emulator started for it.
 */
export async function startTestPool(
  mfa: 'OFF' | 'ON' | 'OPTIONAL' = 'OPTIONAL',
  web: Partial<CreateUserPoolClientCommandInput> = {},
): Promise<TestPool> {
  const { endpoint, clock, close } = await endpointUnderTest();
  const region = process.env['AWS_REGION'] ?? 'us-east-1';
  const sdk = new CognitoIdentityProviderClient({ endpoint, region, maxAttempts: 1 });
  const { UserPool } = await sdk.send(
    new CreateUserPoolCommand({
      PoolName: 'portal-users-test',
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireNumbers: true, RequireUppercase: true } },
    }),
  );
  const UserPoolId = UserPool?.Id ?? '';
  await sdk.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: mfa,
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
  );
  const CustomAttributes = [{ Name: 'clinic_id', AttributeDataType: 'String', Mutable: true } as const];
  await sdk.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes }));
  const client = async (input: Partial<CreateUserPoolClientCommandInput>) => {
    const command = { ...flows, ExplicitAuthFlows: [...flows.ExplicitAuthFlows], UserPoolId, ClientName: 'test' };
    const created = await sdk.send(
      new CreateUserPoolClientCommand({
        ...command,
        ReadAttributes: [...flows.ReadAttributes],
        WriteAttributes: [...flows.WriteAttributes],
        ...input,
      }),
    );
    return { id: created.UserPoolClient?.ClientId ?? '', secret: created.UserPoolClient?.ClientSecret ?? '' };
  };
  return {
    endpoint,
    region,
    sdk,
    issuer: `${endpoint}/${UserPoolId}`,
    userPoolId: UserPoolId,
    clients: {
      web: await client(web),
      mobile: await client({}),
      server: await client({ GenerateSecret: true }),
    },
    async elapse(seconds) {
      if (clock === undefined) await wait(seconds * 1000);
      else clock.advance({ seconds });
    },
    totp: (secret) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock?.now().getTime() ?? Date.now() }),
    async stop() {
      await sdk.send(new DeleteUserPoolCommand({ UserPoolId }));
      sdk.destroy();
      await close();
    },
  };
}

/** Starts a sign-in of the web client with the password of `newUser`. */
export function signInByPassword(pool: TestPool, email: string): Promise<InitiateAuthCommandOutput> {
  const AuthParameters = { USERNAME: email, PASSWORD: 'Correct1horse' };
  const ClientId = pool.clients.web.id;
  return pool.sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }));
}

async function endpointUnderTest(): Promise<{
  endpoint: string;
  clock: FakeClock | undefined;
  close: () => Promise<void>;
}> {
  const given = process.env['COGNITO_TEST_ENDPOINT'];
  if (given !== undefined) return { endpoint: given, clock: undefined, close: () => Promise.resolve() };
  const clock = new FakeClock();
  const cognito = await startCognito({ clock });
  return { endpoint: cognito.endpoint, clock, close: () => cognito.stop() };
}
