import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { demoClinics } from '../demo/demo-cast.js';
import { findFreeSlot, type Slot } from '../demo/free-slot.js';
import { type PoolAddress, poolClient, signIn } from '../demo/pool-client.js';
import { PortalApi } from '../demo/portal-api.js';
import { seedClinics } from '../demo/seed-clinics.js';
import type { SeedLedger } from '../demo/seed-ledger.js';
import { seedProfiles } from '../demo/seed-profiles.js';
import { type SeededUser, seedUsers } from '../demo/seed-users.js';
import { trustsAnotherPool } from './server/environment.js';
import type { Environment } from './settings.js';
import type { StackFile } from './stack-file.js';
import type { TableAccess } from './table-access.js';

export interface FillOptions {
  readonly api: string;
  readonly pool: PoolAddress;
  readonly table: TableAccess | undefined;
  readonly ledger: SeedLedger;
  readonly own: Environment;
  readonly now: Date;
  readonly say: (line: string) => void;
}

export interface Filled {
  readonly users: StackFile['users'];
  /** A time that can be booked, to be shown as an example. */
  readonly freeSlot: Slot | undefined;
}

/** Puts the demonstration data into the running stack: users into the pool, the rest into the table by way of the API. */
export async function fillStack(options: FillOptions): Promise<Filled> {
  const { pool, ledger, table, own, say } = options;
  const client = poolClient(pool);
  try {
    const users = await seedUsers(client, pool.userPoolId, ledger);
    if (trustsAnotherPool(own)) {
      say('COGNITO_ISSUER or COGNITO_USER_POOL_ID is set: the demo sign-ins below do not reach that pool.');
    }
    if (table === undefined)
      say('AWS_ENDPOINT_URL_DYNAMODB is not on this machine: nothing is created or written there.');
    const reachesTable = table !== undefined && !trustsAnotherPool(own);
    return {
      users: users.map(({ email, group, clinicId }) => ({
        ...{ email, password: ledger.password, groups: [group], clinicId },
      })),
      freeSlot: reachesTable ? await fillTable(client, table, users, options) : undefined,
    };
  } finally {
    client.destroy();
  }
}

async function fillTable(
  client: CognitoIdentityProviderClient,
  table: TableAccess,
  users: readonly SeededUser[],
  { api, pool, ledger, now, say }: FillOptions,
): Promise<Slot | undefined> {
  if (table.isNew) ledger.forget(table.place);
  await seedProfiles(table.client, table.tableName, users, now);
  try {
    const admin = users.find(({ group }) => group === 'admin');
    if (admin === undefined) throw new Error('the demo administrator was deleted');
    const portal = new PortalApi(api, (await signIn(client, pool, admin.email, ledger.password)).accessToken);
    await seedClinics(portal, ledger, table.place, now);
    const [clinic] = demoClinics;
    return clinic && (await findFreeSlot(portal, clinic, now));
  } catch (error) {
    // a changed administrator is no reason not to start: what is there stays usable
    say(`The demo data is not up to date: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
