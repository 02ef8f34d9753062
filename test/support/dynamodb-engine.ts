import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { createDocumentClient, type StoreLimits, storeLimits } from '../../src/dynamodb/document-client.js';
import { Table } from '../../src/dynamodb/table.js';

export const tableName = 'portal-test';
const region = 'us-east-1';

interface TableDefinition {
  hashKey: string;
  rangeKey: string;
  attributes: { name: string; type: 'S' }[];
  globalSecondaryIndexes: { name: string; hashKey: string; rangeKey: string; projectionType: 'ALL' }[];
}

export interface Engine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The real engine, in memory, with the table as `infra/table.json` defines it. */
export async function startEngine(): Promise<Engine> {
  const port = await freePort();
  const binary = join(dirOf('@dynoxide/linux-x64/package.json'), 'dynoxide');
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  await listening(port, child);
  const endpoint = `http://127.0.0.1:${port}`;
  await createTable(endpoint);
  return {
    endpoint,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

/** The production table class on that engine, or on a proxy in front of it. */
export function tableAt(endpoint: string, changes: Partial<StoreLimits> = {}): Table {
  const limits = { ...storeLimits, ...changes };
  return new Table(createDocumentClient({ region, tableName }, { endpoint, limits }), tableName, limits);
}

async function createTable(endpoint: string): Promise<void> {
  const definition = JSON.parse(readFileSync('infra/table.json', 'utf8')) as TableDefinition;
  const keys = ({ hashKey, rangeKey }: { hashKey: string; rangeKey: string }): KeySchemaElement[] => [
    { AttributeName: hashKey, KeyType: 'HASH' },
    { AttributeName: rangeKey, KeyType: 'RANGE' },
  ];
  const client = new DynamoDBClient({ region, endpoint });
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys(definition),
      AttributeDefinitions: definition.attributes.map(({ name, type }) => ({
        AttributeName: name,
        AttributeType: type,
      })),
      GlobalSecondaryIndexes: definition.globalSecondaryIndexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keys(index),
        Projection: { ProjectionType: index.projectionType },
      })),
    }),
  );
  client.destroy();
}

function dirOf(specifier: string): string {
  return join(createRequire(join(process.cwd(), 'package.json')).resolve(specifier), '..');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => {
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    socket.destroy();
    if (open) return;
    await pause(10);
  }
  throw new Error('the engine ended before it listened');
}
