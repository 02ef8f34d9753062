// The real engine in memory, with the table and one approved domain.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

export const tableName = 'cold-start';
const attempts = 200;

export async function startEngine() {
  const port = await freePort();
  const binary = join(dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  await furnish(endpoint);
  return {
    endpoint,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function furnish(endpoint) {
  const { hashKey, rangeKey } = JSON.parse(readFileSync(new URL('../../infra/table.json', import.meta.url), 'utf8'));
  const client = new DynamoDBClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const table = new CreateTableCommand({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: hashKey, KeyType: 'HASH' },
      { AttributeName: rangeKey, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [hashKey, rangeKey].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  });
  await answered(() => client.send(table));
  const Item = {
    PK: { S: 'DOMAIN#sunrise-eye.com' },
    SK: { S: 'META' },
    domain: { S: 'sunrise-eye.com' },
    clinic_id: { S: 'CLN-001' },
  };
  await client.send(new PutItemCommand({ TableName: tableName, Item }));
  client.destroy();
}

async function answered(call) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt === attempts || error.code !== 'ECONNREFUSED') throw error;
      await pause(10);
    }
  }
}
