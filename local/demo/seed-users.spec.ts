import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { startPortalCognito } from '../portal-pool.js';
import { type RunningDynamoDb, startDynamoDb } from '../dynamodb/dynamodb.js';
import { ensureTable, readTableDefinition } from '../dynamodb/table.js';
import { demoUsers } from './demo-cast.js';
import { type PoolAddress, poolClient, signIn } from './pool-client.js';
import { SeedLedger } from './seed-ledger.js';
import { seedProfiles } from './seed-profiles.js';
import { seedUsers } from './seed-users.js';

describe('the demonstration users', () => {
  let directory: string;
  let cognito: Awaited<ReturnType<typeof startPortalCognito>>;
  let pool: PoolAddress;
  let client: CognitoIdentityProviderClient;
  let ledger: SeedLedger;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'users-'));
    cognito = await startPortalCognito();
    const { web, mobile, server } = cognito.clients;
    pool = { ...cognito, clients: { web: web.id, mobile: mobile.id, server } };
    client = poolClient(pool);
    ledger = SeedLedger.open(join(directory, 'demo.json'));
    await seedUsers(client, pool.userPoolId, ledger);
  });

  afterAll(async () => {
    client.destroy();
    await cognito.stop();
    rmSync(directory, { recursive: true });
  });

  const claims = (token: string) =>
    JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as Record<string, unknown>;

  it.each(demoUsers)('$email signs in through the server client with its group and clinic', async (user) => {
    const { accessToken, idToken } = await signIn(client, pool, user.email, ledger.password);
    expect(claims(accessToken)).toMatchObject({ token_use: 'access', 'cognito:groups': [user.group] });
    expect(claims(idToken)).toMatchObject({ token_use: 'id', email: user.email, email_verified: true });
    expect(claims(idToken)['custom:clinic_id']).toBe(user.clinicId ?? undefined);
  });

  it('keep what someone changed', async () => {
    const user = { UserPoolId: pool.userPoolId, Username: 'billing@sunrise-eye.com' };
    await client.send(new AdminSetUserPasswordCommand({ ...user, Password: 'Changed-1234', Permanent: true }));
    await client.send(new AdminRemoveUserFromGroupCommand({ ...user, GroupName: 'billing' }));
    const again = await seedUsers(client, pool.userPoolId, SeedLedger.open(join(directory, 'demo.json')));
    expect(again.map(({ email }) => email)).toEqual(demoUsers.map(({ email }) => email));
    const { accessToken } = await signIn(client, pool, user.Username, 'Changed-1234');
    expect(claims(accessToken)).not.toHaveProperty('cognito:groups');
  });

  it('are finished when an interrupted start made only some of them', async () => {
    const fresh = SeedLedger.open(join(directory, 'other.json'));
    const seeded = await seedUsers(client, pool.userPoolId, fresh);
    const { UserAttributes } = await client.send(
      new AdminGetUserCommand({ UserPoolId: pool.userPoolId, Username: 'staff@sunrise-eye.com' }),
    );
    const sub = UserAttributes?.find(({ Name }) => Name === 'sub')?.Value;
    expect(seeded.find(({ email }) => email === 'staff@sunrise-eye.com')?.sub).toBe(sub);
    await signIn(client, pool, 'staff@sunrise-eye.com', fresh.password);
  });

  describe('in the table', () => {
    let engine: RunningDynamoDb;
    let table: DynamoDBClient;

    beforeAll(async () => {
      engine = await startDynamoDb({ inMemory: true });
      table = new DynamoDBClient({ endpoint: engine.endpoint });
      await ensureTable(table, 'clinic', readTableDefinition());
    });

    afterAll(async () => {
      table.destroy();
      await engine.stop();
    });

    it('have the profile that the post-confirmation trigger would write, once (docs/cognito-facts.md#l5)', async () => {
      const staff = { email: 'staff@sunrise-eye.com', group: 'clinic-staff', clinicId: 'CLN-001', sub: 's' } as const;
      const admin = { email: 'admin@portal.clinic.com', group: 'admin', clinicId: null, sub: 'a' } as const;
      await seedProfiles(table, 'clinic', [staff, admin], new Date('2026-11-23T10:00:00Z'));
      await seedProfiles(table, 'clinic', [staff, admin], new Date('2026-11-24T10:00:00Z'));
      const { Items = [] } = await table.send(new ScanCommand({ TableName: 'clinic' }));
      const profile = { SK: { S: 'META' }, type: { S: 'USER' }, status: { S: 'active' } };
      const created_at = { S: '2026-11-23T10:00:00.000Z' };
      expect(Items.sort((one, other) => Number(one['PK']?.S?.localeCompare(other['PK']?.S ?? '')))).toEqual([
        { PK: { S: 'USER#a' }, email: { S: admin.email }, created_at, ...profile },
        { PK: { S: 'USER#s' }, email: { S: staff.email }, clinic_id: { S: 'CLN-001' }, created_at, ...profile },
      ]);
    });
  });
});
