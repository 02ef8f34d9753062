import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Logger } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { WriteRetries } from '../../src/dynamodb/write-retries.js';
import { outboxPartition } from '../../src/outbox/outbox-record.js';
import { OutboxRepository } from '../../src/outbox/outbox.repository.js';
import { OutboxService } from '../../src/outbox/outbox.service.js';
import { DeliveriesRepository } from '../../src/webhooks/deliveries.repository.js';
import { DeliveryWorker } from '../../src/webhooks/delivery-worker.js';
import { AllowedNetworks } from '../../src/webhooks/public-address.js';
import { WebhookDeliveriesService } from '../../src/webhooks/webhook-deliveries.service.js';
import { WebhookEndpointsService } from '../../src/webhooks/webhook-endpoints.service.js';
import { WebhookSender } from '../../src/webhooks/webhook-sender.js';
import { WebhookSubscriber } from '../../src/webhooks/webhook-subscriber.js';
import type { Table } from '../../src/dynamodb/table.js';
import { allItems, type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { startFaultProxy } from '../support/store/fault-proxy.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

describe('webhooks', () => {
  let engine: Engine;
  let rooms: Rooms;
  let receiver: Server;
  let url: string;
  let received: Received[];
  let answer: (body: string) => number;

  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
    await rooms.clinicWrites.create(rooms.admin, { id: 'CLN-001', name: 'A', timeZone: 'UTC', emailDomains: [] });
    received = [];
    answer = () => 204;
    receiver = createServer((request, response) => {
      void text(request).then((body) => {
        received.push({ headers: request.headers as Record<string, string>, body });
        response.writeHead(answer(body)).end();
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  });
  afterEach(async () => {
    rooms.table.close();
    receiver.closeAllConnections();
    receiver.close();
    await engine.stop();
  });

  /** A worker of its own, as another process would be. */
  function worker(table: Table = rooms.table, networks = ['127.0.0.0/8']) {
    const { clock, audit } = rooms;
    const endpoints = new WebhookEndpointsService(table, clock, new WriteRetries(), audit);
    const deliveries = new DeliveriesRepository(table);
    const sender = new WebhookSender(new AllowedNetworks(networks));
    const service = new WebhookDeliveriesService(deliveries, endpoints, sender, clock);
    const subscriber = new WebhookSubscriber(endpoints, deliveries, clock);
    const outbox = new OutboxService(new OutboxRepository(table), subscriber, new WriteRetries());
    return { endpoints, service, run: () => new DeliveryWorker(outbox, service).run() };
  }

  /** Leaves a change as the transaction of a booking does. */
  async function change(appointmentId: string, version: number, action = 'moved'): Promise<void> {
    const padded = String(version).padStart(10, '0');
    const at = new Date(rooms.clock.now().getTime() + version).toISOString();
    await rooms.table.write({
      put: {
        ...{ PK: `APPOINTMENT#CLN-001#${appointmentId}`, SK: `CHANGE#${padded}#w${version}` },
        ...{ GSI1PK: outboxPartition(version % 2), GSI1SK: `${at}#${appointmentId}#${padded}` },
        ...{ type: 'APPOINTMENT_CHANGE', clinic_id: 'CLN-001', appointment_id: appointmentId, version, at, by: 'u' },
        ...{ action, changes: { status: { to: 'booked' } } },
      },
    });
  }

  const got = () =>
    received.map(({ body }) => {
      const { data } = JSON.parse(body) as { data: { appointmentId: string; version: number } };
      return `${data.appointmentId} ${data.version}`;
    });
  const pendingItems = async () =>
    (await allItems(engine.endpoint)).filter(({ GSI1PK }) => /^(OUTBOX|WEBHOOKS_DUE)#/.test(String(GSI1PK)));

  it('are sent once for each change, signed, without a name, and leave nothing behind', async () => {
    const { endpoints, run } = worker();
    const { secret } = await endpoints.create(rooms.admin, 'CLN-001', { url, active: true });
    await change('APT-1', 1, 'booked');
    await expect(run()).resolves.toEqual({ changes: 1, attempts: 1 });
    await expect(run()).resolves.toEqual({ changes: 0, attempts: 0 });
    expect(received).toHaveLength(1);
    const body = JSON.parse(received[0]?.body ?? '') as unknown;
    expect(body).toMatchObject({
      type: 'appointment.booked',
      data: { clinicId: 'CLN-001', appointmentId: 'APT-1', version: 1, changes: { status: { to: 'booked' } } },
    });
    // the reference library wants to be near the time of the signature, which the test's clock decides
    const at = rooms.clock.now();
    jest.useFakeTimers({ now: at, doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'setInterval'] });
    expect(new Webhook(String(secret)).verify(received[0]?.body ?? '', received[0]?.headers ?? {})).toEqual(body);
    jest.useRealTimers();
    expect(await pendingItems()).toEqual([]);
  });

  it('keep the order of each appointment, also while one fails, and let others pass', async () => {
    const { endpoints, run } = worker();
    await endpoints.create(rooms.admin, 'CLN-001', { url, active: true });
    for (const version of [3, 1, 2]) await change('APT-1', version);
    await change('APT-2', 1);
    answer = (body) => (body.includes('APT-1') && received.length < 3 ? 500 : 200);
    for (let runs = 0; runs < 6; runs += 1) {
      await run();
      rooms.clock.advance(70);
    }
    const ofFirst = got().filter((one) => one.startsWith('APT-1'));
    expect([...new Set(ofFirst)]).toEqual(['APT-1 1', 'APT-1 2', 'APT-1 3']);
    expect(ofFirst.length).toBeGreaterThan(3);
    expect(got()).toContain('APT-2 1');
    expect(await pendingItems()).toEqual([]);
  });

  it('are given up after about a day, listed, and sent again on request', async () => {
    const { endpoints, service, run } = worker();
    const { id } = await endpoints.create(rooms.admin, 'CLN-001', { url, active: true });
    await change('APT-1', 1);
    answer = () => 503;
    for (let minutes = 0; minutes < 30 * 60; minutes += 10) {
      await run();
      rooms.clock.advance(600);
    }
    expect(received).toHaveLength(9);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const { items } = await service.failed('CLN-001', id, { limit: 10 });
    expect(items).toMatchObject([{ appointmentId: 'APT-1', version: 1, attempts: 9, lastFault: 'status 503' }]);
    answer = () => 200;
    await service.redeliver('CLN-001', id, String(items[0]?.id));
    await run();
    expect(received).toHaveLength(10);
    await expect(service.failed('CLN-001', id, { limit: 10 })).resolves.toEqual({ items: [] });
  });

  it('are sent once when several workers run at the same time', async () => {
    const first = worker();
    await first.endpoints.create(rooms.admin, 'CLN-001', { url, active: true });
    for (let index = 0; index < 10; index += 1) await change(`APT-${index}`, 1);
    await Promise.all([first.run(), worker().run(), worker().run()]);
    await first.run();
    expect([...got()].sort()).toEqual(Array.from({ length: 10 }, (_, index) => `APT-${index} 1`));
  });

  it('lose nothing when the worker dies or the store fails at any call', async () => {
    await worker().endpoints.create(rooms.admin, 'CLN-001', { url, active: true });
    for (let failing = 1; failing <= 12; failing += 1) {
      await change(`APT-${failing}`, 1);
      let calls = 0;
      const proxy = await startFaultProxy(engine.endpoint, () => {
        calls += 1;
        return calls >= failing ? 'lose-answer' : 'none';
      });
      const table = tableAt(proxy.endpoint, { attempts: 1 });
      await worker(table)
        .run()
        .catch(() => undefined);
      table.close();
      await proxy.stop();
    }
    // what a dead worker had claimed is free again after half a minute
    rooms.clock.advance(120);
    await worker().run();
    await worker().run();
    expect([...new Set(got())].sort()).toEqual(Array.from({ length: 12 }, (_, index) => `APT-${index + 1} 1`).sort());
    expect(await pendingItems()).toEqual([]);
  });

  it('sign with both secrets for a day after a rotation, and show each once', async () => {
    const { endpoints, run } = worker();
    const made = await endpoints.create(rooms.admin, 'CLN-001', { url, active: true });
    const rotated = await endpoints.rotate(rooms.admin, 'CLN-001', made.id);
    expect(rotated.secret).not.toBe(made.secret);
    expect(await endpoints.get('CLN-001', made.id)).not.toHaveProperty('secret');
    await change('APT-1', 1);
    await run();
    expect(received[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    rooms.clock.advance(24 * 60 * 60 + 1);
    await change('APT-2', 1);
    await run();
    expect(received[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
  });

  it.each([
    'http://127.0.0.1',
    'https://127.0.0.1',
    'https://[::1]',
    'https://localhost',
    'https://169.254.169.254',
    'http://93.184.216.34',
  ])('never reach %s, unless its network is allowed', async (address) => {
    const port = new URL(url).port;
    const sender = new WebhookSender(new AllowedNetworks());
    await expect(sender.send(`${address}:${port}/hook`, {}, '{}')).resolves.toEqual({ fault: 'ForbiddenAddressError' });
    expect(received).toEqual([]);
  });

  it('follow no redirect and wait no longer than they may', async () => {
    const sender = new WebhookSender(new AllowedNetworks(['127.0.0.0/8']), 200);
    answer = () => 302;
    await expect(sender.send(url, {}, '{}')).resolves.toEqual({ status: 302 });
    receiver.removeAllListeners('request');
    await expect(sender.send(url, {}, '{}')).resolves.toHaveProperty('fault');
  });
});
