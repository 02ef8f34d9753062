import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DemoClinic, demoClinics } from './demo-cast.js';
import { findFreeSlot } from './free-slot.js';
import { PortalApi } from './portal-api.js';

interface Taken {
  startsAt: string;
  endsAt: string;
  status: string;
}

describe('findFreeSlot', () => {
  const [sunrise] = demoClinics as [DemoClinic];
  // a Friday
  const now = new Date('2026-11-20T15:00:00Z');
  let server: Server;
  let taken: Taken[];
  let asked: URL[];

  beforeEach(async () => {
    taken = [];
    asked = [];
    server = createServer((request, response) => {
      asked.push(new URL(request.url ?? '', 'http://127.0.0.1'));
      response.end(JSON.stringify({ items: taken }));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const find = () => {
    const { port } = server.address() as AddressInfo;
    return findFreeSlot(new PortalApi(`http://127.0.0.1:${port}`, 'token'), sunrise, now);
  };

  it('gives the first half hour of tomorrow that nobody has', async () => {
    taken = [
      { startsAt: '2026-11-21T14:00:00Z', endsAt: '2026-11-21T14:30:00Z', status: 'booked' },
      { startsAt: '2026-11-21T14:55:00Z', endsAt: '2026-11-21T15:05:00Z', status: 'booked' },
    ];
    expect(await find()).toEqual({
      practitionerId: 'PRC-001',
      startsAt: '2026-11-21T10:30:00-05:00',
      endsAt: '2026-11-21T11:00:00-05:00',
    });
    expect(asked[0]?.searchParams.get('practitionerId')).toBe('PRC-001');
  });

  it('counts a cancelled appointment as free', async () => {
    taken = [{ startsAt: '2026-11-21T14:00:00Z', endsAt: '2026-11-21T14:30:00Z', status: 'cancelled' }];
    expect((await find())?.startsAt).toBe('2026-11-21T09:00:00-05:00');
  });

  it('goes on to the next open day when a day is full, and gives up when all are', async () => {
    taken = [{ startsAt: '2026-11-21T00:00:00Z', endsAt: '2026-11-22T12:00:00Z', status: 'booked' }];
    expect((await find())?.startsAt).toBe('2026-11-23T09:00:00-05:00');
    taken = [{ startsAt: '2026-11-01T00:00:00Z', endsAt: '2026-12-24T00:00:00Z', status: 'booked' }];
    expect(await find()).toBeUndefined();
  });
});
