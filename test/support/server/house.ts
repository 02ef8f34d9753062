import { randomUUID } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type PortalCognito, type PortalCognitoOptions, startPortalCognito } from '../../../local/portal-pool.js';
import { startDynamoDb } from '../../../local/dynamodb/dynamodb.js';
import { ensureTable, readTableDefinition } from '../../../local/dynamodb/table.js';
import { type AppOptions, createApp } from '../../../src/app.js';
import type { Group } from '../../../src/auth/groups.js';
import { sdkFor, secretHash } from '../../../packages/cognito-emulator/test/support/cognito-clients.js';
import { noteAnswers } from './documented-answers.js';
import { type Answer, call, type RequestOptions } from './http.js';

export interface HouseOptions extends AppOptions {
  readonly environment?: Record<string, string>;
  /** Lets the server know the identity pool, for AWS credentials. */
  readonly identityPool?: boolean;
  /** What differs from the portal's own pool. */
  readonly cognito?: PortalCognitoOptions;
}

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
}

export interface HouseUser extends Tokens {
  readonly email: string;
  readonly password: string;
  readonly sub: string;
}

export interface HouseClinic {
  readonly clinicId: string;
  readonly practitionerId: string;
  readonly staff: HouseUser;
  readonly billing: HouseUser;
}

const tableName = 'clinic-portal-test';
const password = 'Right4Testing';

/**
 * The production server with its embedded neighbours: a real engine in memory, a real user pool, real tokens. One call
 * furnishes what a test needs; each clinic and user is new, so that tests cannot disturb each other.
 */
export class House {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly cognito: PortalCognito,
    readonly pool: CognitoIdentityProviderClient,
    readonly table: DynamoDBDocumentClient,
    readonly admin: HouseUser,
    /** With which a second server can be started beside the first. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly closers: readonly (() => Promise<void> | void)[],
    private readonly assertDocumented: () => void,
  ) {}

  static async open(options: HouseOptions = {}): Promise<House> {
    const closers: (() => Promise<void> | void)[] = [];
    try {
      return await House.furnish(options, closers);
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  private static async furnish(options: HouseOptions, closers: (() => Promise<void> | void)[]): Promise<House> {
    const engine = await startDynamoDb({ inMemory: true, environment: { PATH: process.env['PATH'] } });
    closers.unshift(() => engine.stop());
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = engine.endpoint;
    const dynamodb = new DynamoDBClient({});
    closers.unshift(() => {
      dynamodb.destroy();
    });
    await ensureTable(dynamodb, tableName, readTableDefinition());
    const cognito = await startPortalCognito(options.cognito);
    closers.unshift(() => cognito.stop());
    process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] = cognito.endpoint;
    const pool = sdkFor(cognito);
    closers.unshift(() => {
      pool.destroy();
    });
    process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY'] = cognito.endpoint;
    const identityPool = options.identityPool === true && { COGNITO_IDENTITY_POOL_ID: cognito.identityPoolId };
    const environment = { ...environmentFor(cognito), ...identityPool, ...options.environment };
    const app = await createApp(environment, options);
    closers.unshift(() => app.close());
    const assertDocumented = noteAnswers(app);
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    // the server's client reads the engine's address at its first call; a second house must not change it under it
    await call('GET', `${url}/health/ready`);
    const table = DynamoDBDocumentClient.from(dynamodb);
    const admin = await createUser(pool, cognito, 'admin@portal.clinic.com', ['admin']);
    return new House(app, url, cognito, pool, table, admin, environment, closers, assertDocumented);
  }

  /** @throws Error when the server gave an answer that its description lacks */
  async close(): Promise<void> {
    try {
      this.assertDocumented();
    } finally {
      await closeAll(this.closers);
    }
  }

  request(method: string, path: string, options?: RequestOptions): Promise<Answer> {
    return call(method, `${this.url}${path}`, options);
  }

  /** Everything that is in the table, to see that a refused request wrote nothing. */
  async storedItems(): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    for await (const page of paginateScan({ client: this.table }, { TableName: tableName, ConsistentRead: true })) {
      items.push(...(page.Items ?? []));
    }
    return items;
  }

  /** A clinic of its own, with a practitioner, one user in `clinic-staff` and one in `billing`. */
  async clinic(timeZone = 'America/New_York'): Promise<HouseClinic> {
    const domain = `${randomUUID()}.example`;
    const { accessToken: token } = this.admin;
    const clinic = await this.request('POST', '/v1/clinics', {
      token,
      body: { name: 'Test Eye Care', timeZone, emailDomains: [domain] },
    });
    const clinicId = String(clinic.body['id']);
    const practitioner = await this.request('POST', `/v1/clinics/${clinicId}/practitioners`, {
      token,
      body: { name: 'Dr. Test' },
    });
    const staff = await this.user(`staff@${domain}`, ['clinic-staff'], clinicId);
    const billing = await this.user(`billing@${domain}`, ['billing'], clinicId);
    return { clinicId, practitionerId: String(practitioner.body['id']), staff, billing };
  }

  /** A confirmed user of the pool, with a profile in the table when a clinic is given. */
  async user(email: string, groups: readonly Group[], clinicId?: string): Promise<HouseUser> {
    const user = await createUser(this.pool, this.cognito, email, groups);
    if (clinicId !== undefined) {
      const Item = {
        PK: `USER#${user.sub}`,
        SK: 'META',
        type: 'USER',
        email,
        clinic_id: clinicId,
        created_at: new Date().toISOString(),
        status: 'active',
      };
      await this.table.send(new PutCommand({ TableName: tableName, Item }));
    }
    return user;
  }

  /** Signs in again: new tokens for the same user. */
  signIn(user: Pick<HouseUser, 'email' | 'password'>): Promise<Tokens> {
    return signIn(this.pool, this.cognito, user.email, user.password);
  }
}

async function closeAll(closers: readonly (() => Promise<void> | void)[]): Promise<void> {
  for (const close of closers) await close();
}

function environmentFor({ issuer, userPoolId, region, clients }: PortalCognito): Record<string, string> {
  return {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    AWS_REGION: region,
    COGNITO_USER_POOL_ID: userPoolId,
    COGNITO_CLIENT_IDS: [clients.web.id, clients.mobile.id, clients.server.id].join(','),
    COGNITO_ISSUER: issuer,
    TABLE_NAME: tableName,
  };
}

/** A confirmed user of the pool with a password, signed in through the server client. */
export async function createUser(
  pool: CognitoIdentityProviderClient,
  cognito: PortalCognito,
  email: string,
  groups: readonly Group[],
): Promise<HouseUser> {
  const UserPoolId = cognito.userPoolId;
  const attributes = [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ];
  const { User } = await pool.send(
    new AdminCreateUserCommand({ UserPoolId, Username: email, UserAttributes: attributes, MessageAction: 'SUPPRESS' }),
  );
  const Username = email;
  await pool.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }));
  for (const GroupName of groups) await pool.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
  const sub = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
  return { email, password, sub, ...(await signIn(pool, cognito, email, password)) };
}

/** As a back end of the clinic's own would: the server client, its secret, and the admin flow. */
async function signIn(
  pool: CognitoIdentityProviderClient,
  cognito: PortalCognito,
  email: string,
  secretWord: string,
): Promise<Tokens> {
  const { AuthenticationResult } = await pool.send(
    new AdminInitiateAuthCommand({
      UserPoolId: cognito.userPoolId,
      ClientId: cognito.clients.server.id,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: secretWord, SECRET_HASH: secretHash(cognito, email) },
    }),
  );
  return { accessToken: AuthenticationResult?.AccessToken ?? '', idToken: AuthenticationResult?.IdToken ?? '' };
}
