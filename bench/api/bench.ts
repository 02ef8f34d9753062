/**
 * What bookings, lists and availability cost: this server as it is built, @fastify with the SDK, and the SDK alone, with the same
 * transactions and queries against the same embedded engine.
 *
 *   npm run bench:api [-- --stored 1000,100000 --seconds 2]
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import fastify from 'fastify';
import { startDynamoDb } from '../../local/dynamodb/dynamodb.js';
import { ensureTable, readTableDefinition } from '../../local/dynamodb/table.js';
import { appointmentItem, clinicMonth, type StoredAppointment } from '../../src/appointments/appointment.item.js';
import { changeItem, changeOf } from '../../src/appointments/change.item.js';
import { dayAction, dayChanges } from '../../src/appointments/practitioner-day.js';
import { requestOf, type WriteAction } from '../../src/dynamodb/write.js';
import { patientKey } from '../../src/patients/patient.item.js';
import { counting } from './counted.js';
import { measure, type Measured } from './measure.js';
import { seedAppointments } from './seed.js';
import { startServer } from './server.js';

const { values } = parseArgs({
  options: {
    stored: { type: 'string', default: '1000,100000,1000000' },
    seconds: { type: 'string', default: '3' },
  },
});
const table = 'bench-api';
const clients = [1, 32, 256];
const runMs = Number(values.seconds) * 1000;
const minute = 60_000;
const firstVisit = Date.parse('2030-01-07T00:00:00Z');

// the engine believes any credentials
process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
process.env['AWS_REGION'] ??= 'us-east-1';
const engine = await startDynamoDb({ inMemory: true });
process.env['AWS_ENDPOINT_URL_DYNAMODB'] = engine.endpoint;
const raw = new DynamoDBClient({ region: 'us-east-1', endpoint: engine.endpoint });
await ensureTable(raw, table, readTableDefinition());
const sdk = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
const server = await startServer(table);
const { clinicId, practitionerIds, patientId } = server;

let next = 0;
/** A slot of five minutes that nobody has. */
function freeSlot(): { practitionerId: string; startsAt: string; endsAt: string } {
  const slot = next++;
  const start = firstVisit + Math.floor(slot / practitionerIds.length) * 5 * minute;
  const practitionerId = practitionerIds[slot % practitionerIds.length] ?? '';
  return {
    practitionerId,
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + 5 * minute).toISOString(),
  };
}

const performer = {
  id: 'bench',
  kind: 'user' as const,
  isAdmin: false,
  origin: { method: 'POST', route: undefined, clinicId: undefined, requestId: 'bench', client: undefined },
};

/** The very transaction of a booking. */
function bookingTransaction(): WriteAction[] {
  const now = new Date().toISOString();
  const stored: StoredAppointment = {
    id: `APT-${randomBytes(10).toString('hex')}`,
    clinicId,
    patientId,
    ...freeSlot(),
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    status: 'booked',
    version: 1,
    writeId: randomBytes(8).toString('hex'),
    createdAt: now,
    updatedAt: now,
  };
  return [
    { put: appointmentItem.encode(stored), when: { expression: 'attribute_not_exists(PK)' } },
    { put: changeItem.encode(changeOf(performer, 'booked', undefined, stored)) },
    { check: patientKey(clinicId, patientId), when: { expression: 'attribute_exists(PK)' } },
    ...dayChanges(undefined, stored).map((day) => dayAction(day, stored.id)),
  ];
}

async function bareBooking(): Promise<boolean> {
  const TransactItems = bookingTransaction().map((action) => requestOf(table, action));
  await sdk.send(new TransactWriteCommand({ TransactItems }));
  return true;
}

const bareQuery = () =>
  sdk.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'GSI1',
      KeyConditionExpression: 'GSI1PK = :pk AND GSI1SK BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': clinicMonth(clinicId, '2031-01'),
        ':from': '2031-01-01',
        ':to': '2031-01-02',
      },
      Limit: 20,
    }),
  );

const plain = fastify();
plain.post('/book', async () => ({ done: await bareBooking() }));
plain.get('/list', async () => ({ items: (await bareQuery()).Items }));
const plainUrl = await plain.listen({ port: 0, host: '127.0.0.1' });

const fetchOk = async (url: string, init?: RequestInit): Promise<boolean> => {
  const answer = await fetch(url, init);
  await answer.arrayBuffer();
  return answer.ok;
};
const bookBody = () => JSON.stringify({ ...freeSlot(), patientId });
const range = 'from=2031-01-01T00:00:00Z&to=2031-01-02T00:00:00Z&limit=20';
const free = `visitTypeId=${server.visitTypeId}&from=2029-06-04T00:00:00Z&to=2029-06-05T00:00:00Z`;
const own = (client: number, path: string, init: RequestInit = {}) =>
  fetchOk(`${server.url}/v1/clinics/${clinicId}/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${server.token(client)}`, 'content-type': 'application/json' },
  });

const operations: Record<string, Record<string, (client: number) => Promise<boolean>>> = {
  book: {
    'SDK alone': () => bareBooking(),
    'fastify + SDK': () => fetchOk(`${plainUrl}/book`, { method: 'POST' }),
    'this server': (client) => own(client, 'appointments', { method: 'POST', body: bookBody() }),
  },
  'list of twenty': {
    'SDK alone': async () => (await bareQuery()).Items !== undefined,
    'fastify + SDK': () => fetchOk(`${plainUrl}/list`),
    'this server': (client) => own(client, `appointments?${range}`),
  },
  availability: { 'this server': (client) => own(client, `availability?${free}`) },
};

const line = (name: string, count: number, { perSecond, p50, p99, failures }: Measured): string =>
  `${name.padEnd(16)} ${String(count).padStart(4)} clients ${perSecond.toFixed(0).padStart(7)}/s   p50 ${p50.toFixed(1).padStart(7)} ms   p99 ${p99.toFixed(1).padStart(7)} ms${failures > 0 ? `   ${failures} refused` : ''}`;

process.stdout.write(`node ${process.version}, ${process.platform} ${process.arch}\n`);
let stored = 0;
for (const wanted of values.stored.split(',').map(Number)) {
  await seedAppointments(sdk, table, clinicId, { from: stored, to: wanted });
  stored = wanted;
  process.stdout.write(`\n${stored.toLocaleString('en')} stored appointments\n`);
  for (const [name, contenders] of Object.entries(operations)) {
    process.stdout.write(` ${name}\n`);
    for (const count of clients) {
      for (const [contender, operation] of Object.entries(contenders)) {
        await measure(Math.min(count, 8), 300, operation);
        process.stdout.write(`  ${line(contender, count, await measure(count, runMs, operation))}\n`);
      }
    }
  }
}

const counted = counting(sdk);
process.stdout.write(`\ncalls and capacity units of one operation\n`);
for (const [name, run] of [
  ['book', bareBooking],
  ['list of twenty', bareQuery],
] as const) {
  Object.assign(counted, { calls: [], units: 0 });
  await run();
  process.stdout.write(`  ${name.padEnd(16)} ${counted.calls.join(', ')}   ${counted.units} units\n`);
}

await plain.close();
await server.stop();
sdk.destroy();
await engine.stop();
