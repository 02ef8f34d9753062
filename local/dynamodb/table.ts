import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  type ProjectionType,
  ResourceInUseException,
  ResourceNotFoundException,
  type ScalarAttributeType,
  type TableDescription,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { StartError } from '../start-error.js';

/** The shape of `infra/table.json`, which Terraform reads too. */
export interface TableDefinition {
  readonly hashKey: string;
  readonly rangeKey: string;
  readonly attributes: readonly { readonly name: string; readonly type: ScalarAttributeType }[];
  readonly globalSecondaryIndexes: readonly {
    readonly name: string;
    readonly hashKey: string;
    readonly rangeKey: string;
    readonly projectionType: ProjectionType;
  }[];
  readonly timeToLiveAttribute: string;
}

/** Reads the one definition of the table's keys and indexes. */
export function readTableDefinition(projectDirectory = process.cwd()): TableDefinition {
  return JSON.parse(readFileSync(join(projectDirectory, 'infra', 'table.json'), 'utf8')) as TableDefinition;
}

/**
 * Creates the table unless it is there.
 *
 * @returns true when this call made it
 * @throws StartError when a table of that name lacks one of the indexes
 */
export async function ensureTable(
  client: DynamoDBClient,
  tableName: string,
  definition: TableDefinition,
): Promise<boolean> {
  const present = await describe(client, tableName);
  if (present !== undefined) {
    requireIndexes(present, tableName, definition);
    return false;
  }
  return createTable(client, tableName, definition);
}

async function createTable(client: DynamoDBClient, tableName: string, definition: TableDefinition): Promise<boolean> {
  try {
    await client.send(new CreateTableCommand(creation(tableName, definition)));
  } catch (error) {
    // someone else was faster
    if (error instanceof ResourceInUseException) return false;
    throw error;
  }
  await waitUntilTableExists({ client, minDelay: 1, maxDelay: 2, maxWaitTime: 30 }, { TableName: tableName });
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: tableName,
      TimeToLiveSpecification: { AttributeName: definition.timeToLiveAttribute, Enabled: true },
    }),
  );
  return true;
}

async function describe(client: DynamoDBClient, tableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function requireIndexes(table: TableDescription, tableName: string, definition: TableDefinition): void {
  const present = new Set(table.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  const missing = definition.globalSecondaryIndexes.filter(({ name }) => !present.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new StartError(
      `The table ${tableName} comes from an earlier version: it lacks ${missing.join(', ')}. Delete it (or the whole data directory) and start again.`,
    );
  }
}

const creation = (tableName: string, definition: TableDefinition): CreateTableCommandInput => ({
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: definition.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
  KeySchema: keySchema(definition),
  GlobalSecondaryIndexes: definition.globalSecondaryIndexes.map((index) => ({
    IndexName: index.name,
    KeySchema: keySchema(index),
    Projection: { ProjectionType: index.projectionType },
  })),
});

const keySchema = ({ hashKey, rangeKey }: { hashKey: string; rangeKey: string }): KeySchemaElement[] => [
  { AttributeName: hashKey, KeyType: 'HASH' },
  { AttributeName: rangeKey, KeyType: 'RANGE' },
];
