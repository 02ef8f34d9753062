import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { startDynamoDb } from '../../../local/dynamodb/dynamodb.js';
import { ensureTable, readTableDefinition } from '../../../local/dynamodb/table.js';
import { createDocumentClient, type StoreLimits, storeLimits } from '../../../src/dynamodb/document-client.js';
import type { Item } from '../../../src/dynamodb/keys.js';
import { Table } from '../../../src/dynamodb/table.js';

export const tableName = 'portal-test';
const region = 'us-east-1';

export interface Engine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The real engine, in memory, with the table as `infra/table.json` defines it. */
export async function startEngine(): Promise<Engine> {
  const engine = await startDynamoDb({ inMemory: true });
  const client = new DynamoDBClient({ region, endpoint: engine.endpoint });
  await ensureTable(client, tableName, readTableDefinition());
  client.destroy();
  return engine;
}

/** Wide enough for a busy machine: tests of the limits themselves name their own. */
const wideLimits = { connectMs: 20_000, attemptMs: 20_000, deadlineMs: 60_000 };

/** The production table class on that engine, or on a proxy in front of it. */
export function tableAt(endpoint: string, changes: Partial<StoreLimits> = {}): Table {
  const limits = { ...storeLimits, ...wideLimits, ...changes };
  return new Table(createDocumentClient({ region, tableName }, { endpoint, limits }), tableName, limits);
}

/** Everything that is in the table, to check what must always hold. */
export async function allItems(endpoint: string): Promise<Item[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region, endpoint }));
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName: tableName, ConsistentRead: true })) {
    items.push(...(page.Items ?? []));
  }
  client.destroy();
  return items;
}
