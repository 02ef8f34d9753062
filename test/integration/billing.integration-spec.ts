import { BillingRepository } from '../../src/billing/billing.repository.js';
import { BillingService } from '../../src/billing/billing.service.js';
import { WriteRetries } from '../../src/dynamodb/write-retries.js';
import { type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { type FaultProxy, startFaultProxy } from '../support/store/fault-proxy.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

describe('billing', () => {
  let engine: Engine;
  let proxy: FaultProxy;
  let rooms: Rooms;
  let billing: BillingService;
  let calls: string[];

  beforeEach(async () => {
    engine = await startEngine();
    calls = [];
    proxy = await startFaultProxy(engine.endpoint, ({ operation }) => {
      calls.push(operation);
      return 'none';
    });
    rooms = furnish(tableAt(proxy.endpoint));
    const { table, clinics, clock, audit, admin } = rooms;
    billing = new BillingService(new BillingRepository(table), clinics, clock, new WriteRetries(), audit);
    await rooms.clinicWrites.create(admin, {
      id: 'CLN-001',
      name: 'A',
      timeZone: 'America/New_York',
      emailDomains: [],
    });
  });
  afterEach(async () => {
    rooms.table.close();
    await proxy.stop();
    await engine.stop();
  });

  /** A visit as an appointment is kept. */
  const visit = (id: string, startsAt: string, status = 'completed') =>
    rooms.table.write({
      put: {
        ...{ PK: `APPOINTMENT#CLN-001#${id}`, SK: 'META', type: 'APPOINTMENT' },
        ...{ GSI1PK: `CLINIC#CLN-001#MONTH#${startsAt.slice(0, 7)}`, GSI1SK: `${startsAt}#${id}` },
        ...{ appointment_id: id, clinic_id: 'CLN-001', practitioner_id: 'PRA-1', patient_id: '=PAT' },
        ...{ starts_at: startsAt, status },
      },
    });
  const range = { from: '2026-03-01', to: '2026-05-01' };
  const paid = { status: 'paid', amount: 12_050, currency: 'USD', reference: 'INV-7, second' } as const;
  const csv = async (status?: 'unbilled' | 'billed' | 'paid') => {
    let text = '';
    for await (const line of await billing.export('CLN-001', { ...range, status })) text += line;
    return text;
  };

  it('shows completed visits as unbilled until they are marked, in order and page by page', async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `APT-${index}`);
    for (const [index, id] of ids.entries()) await visit(id, `2026-0${index < 4 ? 3 : 4}-1${index}T15:00:00.000Z`);
    await visit('APT-8', '2026-03-12T16:00:00.000Z', 'booked');
    await billing.mark(rooms.admin, 'CLN-001', 'APT-2', paid);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await billing.list('CLN-001', { ...range, limit: 2, cursor });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ appointmentId, status }) => `${appointmentId} ${status}`));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids.map((id) => `${id} ${id === 'APT-2' ? 'paid' : 'unbilled'}`));
    const { items } = await billing.list('CLN-001', { ...range, status: 'paid', limit: 10 });
    expect(items).toMatchObject([{ appointmentId: 'APT-2', ...paid, markedAt: '2026-03-02T08:00:00.000Z' }]);
  });

  it('counts days by the clock of the clinic', async () => {
    // five in the morning in UTC is midnight in New York, before the clocks change
    await visit('APT-1', '2026-03-01T04:59:00.000Z');
    await visit('APT-2', '2026-03-01T05:00:00.000Z');
    const { items } = await billing.list('CLN-001', { ...range, limit: 10 });
    expect(items.map(({ appointmentId }) => appointmentId)).toEqual(['APT-2']);
  });

  it('marks only what is completed, and only what the clinic has', async () => {
    await visit('APT-1', '2026-03-10T15:00:00.000Z', 'booked');
    await expect(billing.mark(rooms.admin, 'CLN-001', 'APT-1', paid)).rejects.toMatchObject({ code: 'not_completed' });
    await expect(billing.mark(rooms.admin, 'CLN-002', 'APT-1', paid)).rejects.toMatchObject({ code: 'not_found' });
    await expect(billing.export('CLN-404', range)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('exports CSV line by line, with nothing that a spreadsheet would run', async () => {
    await visit('APT-1', '2026-03-10T15:00:00.000Z');
    await visit('APT-2', '2026-04-10T15:00:00.000Z');
    await billing.mark(rooms.admin, 'CLN-001', 'APT-1', paid);
    expect(await csv()).toBe(
      [
        'appointment,begins,practitioner,patient,visit type,status,amount,currency,reference',
        `APT-1,2026-03-10T15:00:00.000Z,PRA-1,'=PAT,,paid,12050,USD,"INV-7, second"`,
        `APT-2,2026-04-10T15:00:00.000Z,PRA-1,'=PAT,,unbilled,,,`,
        '',
      ].join('\r\n'),
    );
    expect((await csv('unbilled')).split('\r\n')).toHaveLength(3);
  });

  it('reads the notes of a hundred visits with one call', async () => {
    for (let index = 0; index < 60; index += 1) {
      await visit(`APT-${index}`, `2026-03-10T15:${String(index).padStart(2, '0')}:00.000Z`);
    }
    calls.length = 0;
    await billing.list('CLN-001', { ...range, to: '2026-03-31', limit: 60 });
    expect(calls.filter((call) => call !== 'GetItem')).toEqual(['Query', 'BatchGetItem']);
  });
});
