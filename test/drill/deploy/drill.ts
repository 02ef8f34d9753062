import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startDynamoDb } from '../../../local/dynamodb/dynamodb.js';
import { ensureTable, readTableDefinition } from '../../../local/dynamodb/table.js';
import { buildServer } from '../../support/processes/built-server.js';
import { ServerProcess } from '../../support/processes/server-process.js';
import { Balancer } from './balancer.js';
import { startLoad } from './load.js';

// `npm run drill:deploy`: twenty times one of two instances is replaced behind a balancer that behaves as an Application Load
// Balancer, under a load that sends nothing twice. Exit code 1 when a single request fails.

const restarts = 20;
const leastRequests = Number(process.env['REQUESTS'] ?? 100_000);
const [region, tableName, client, userPoolId] = ['us-east-1', 'drill', 'drillclient', 'us-east-1_Drill0001'];
process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';

const dynamodb = await startDynamoDb({ inMemory: true });
const documents = new DynamoDBClient({ region, endpoint: dynamodb.endpoint });
await ensureTable(documents, tableName, readTableDefinition());
documents.destroy();

const { publicKey, privateKey } = await generateKeyPair('RS256');
const key = { ...(await exportJWK(publicKey)), kid: 'drill', use: 'sig', alg: 'RS256' };
const keys = createServer((_, answer) =>
  answer.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key] })),
);
await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
const token = await new SignJWT({
  token_use: 'access',
  client_id: client,
  username: 'drill',
  version: 2,
  scope: 'aws.cognito.signin.user.admin',
  auth_time: Math.floor(Date.now() / 1000),
  origin_jti: 'drill',
  jti: 'drill',
})
  .setProtectedHeader({ alg: 'RS256', kid: 'drill' })
  .setIssuer(issuer)
  .setSubject('9d7e6f50-0000-4000-8000-000000000001')
  .setIssuedAt()
  .setExpirationTime('6h')
  .sign(privateKey);

const built = buildServer();
const balancer = new Balancer();

async function start(): Promise<{ readonly server: ServerProcess; readonly port: number }> {
  const server = new ServerProcess(join(built.directory, 'dist', 'main.js'), {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    // as infra/ecs.tf sets it: the balancer may send requests for five seconds after SIGTERM
    SHUTDOWN_DELAY: process.env['SHUTDOWN_DELAY'] ?? '10',
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    TABLE_NAME: tableName,
    COGNITO_USER_POOL_ID: userPoolId,
    COGNITO_CLIENT_IDS: client,
    COGNITO_ISSUER: issuer,
  });
  await server.listening();
  const port = Number(new URL(server.url).port);
  await balancer.register(port);
  return { server, port };
}

const running = [await start(), await start()];
const load = startLoad(await balancer.listen(), '/v1/me', { authorization: `Bearer ${token}` }, 8);
const exits: (number | null)[] = [];
const began = performance.now();
for (let restart = 1; restart <= restarts; restart++) {
  // a deployment of 100 % and 200 %: the new instance is healthy before the old one goes
  running.push(await start());
  const old = running.shift();
  if (old === undefined) break;
  balancer.deregister(old.port);
  old.server.kill('SIGTERM');
  exits.push(await old.server.ended);
  process.stdout.write(
    `restart ${restart}: exit ${exits.at(-1) ?? 'by a signal'}, ${load.seen.requests} requests so far\n`,
  );
}
while (load.seen.requests < leastRequests) await pause(100);
await load.stop();

for (const { server } of running) server.kill('SIGKILL');
balancer.close();
keys.close();
await dynamodb.stop();
built.remove();

const answered = load.seen.statuses.get(200) ?? 0;
const failed = load.seen.requests - answered;
const others = [...load.seen.statuses, ...load.seen.errors]
  .filter(([what]) => what !== 200)
  .map(([what, count]) => `${what}: ${count}`);
process.stdout.write(
  `${failed} failed of ${load.seen.requests} in ${Math.round((performance.now() - began) / 1000)} s${others.length > 0 ? ` (${others.join(', ')})` : ''}; ${exits.filter((code) => code === 0).length} of ${restarts} instances ended with 0\n`,
);
process.exitCode = failed === 0 && exits.every((code) => code === 0) ? 0 : 1;
