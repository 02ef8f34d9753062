// What the servers need around them: the pool's key server, and the real table engine with the users' profiles.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEngine, tableName } from '../cold-start/engine.mjs';
import { clinicId } from './tokens.mjs';

const batchSize = 25;

/** Publishes the keys on loopback. */
export async function startKeyServer(jwks) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    jwksUri: `http://127.0.0.1:${server.address().port}/.well-known/jwks.json`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The engine, with a profile for each user; `changes` are laid over the profiles. */

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
export async function startStore(users, changes = () => ({})) {
  const engine = await startEngine();
  const client = new DynamoDBClient({
    region: 'us-east-1',
    endpoint: engine.endpoint,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  for (let done = 0; done < users.length; done += batchSize) {
    const puts = users.slice(done, done + batchSize).map((sub) => ({
      PutRequest: { Item: { ...profileOf(sub), ...changes(sub) } },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } }));
  }
  client.destroy();
  return { ...engine, tableName };
}

const profileOf = (sub) => ({
  PK: { S: `USER#${sub}` },
  SK: { S: 'META' },
  type: { S: 'USER' },
  clinic_id: { S: clinicId },
  created_at: { S: new Date().toISOString() },
  status: { S: 'active' },
});
