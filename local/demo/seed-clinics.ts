import { type DemoClinic, demoClinics } from './demo-cast.js';
import { demoAppointments, demoDays } from './demo-week.js';
import type { PortalApi } from './portal-api.js';
import type { SeedLedger } from './seed-ledger.js';

/**
 * Makes the clinics, practitioners and appointments that were never made in this table, through the API and so under
 * its rules.
 *
 * @param place the table's name in the ledger
 * @throws Error when the API gives an answer that the demonstration cannot explain
 */
export async function seedClinics(api: PortalApi, ledger: SeedLedger, place: string, now: Date): Promise<void> {
  await Promise.all(
    demoClinics.map(async (clinic) => {
      await seedClinic(api, ledger, place, clinic);
      for (const day of demoDays(clinic, now)) await seedDay(api, ledger, place, clinic, day);
    }),
  );
}

async function seedClinic(api: PortalApi, ledger: SeedLedger, place: string, clinic: DemoClinic): Promise<void> {
  const { id, name, timeZone, emailDomains } = clinic;
  await once(ledger, place, id, () => make(api, '/v1/clinics', { id, name, timeZone, emailDomains }));
  for (const practitioner of clinic.practitioners) {
    const path = `/v1/clinics/${id}/practitioners`;
    await once(ledger, place, `${id}/${practitioner.id}`, () => make(api, path, practitioner));
  }
}

function seedDay(api: PortalApi, ledger: SeedLedger, place: string, clinic: DemoClinic, day: string): Promise<void> {
  return once(ledger, place, `${clinic.id}/${day}`, async () => {
    for (const { idempotencyKey, body } of demoAppointments(clinic, day)) {
      await make(api, `/v1/clinics/${clinic.id}/appointments`, body, { 'idempotency-key': idempotencyKey });
    }
  });
}

async function once(ledger: SeedLedger, place: string, name: string, work: () => Promise<void>): Promise<void> {
  if (ledger.has(place, name)) return;
  await work();
  ledger.note(place, name);
}

/** 404 and 409 are people's doing: a clinic or practitioner taken away, a time or an id taken. What they did stands. */
const explained = new Set([200, 201, 404, 409]);

async function make(api: PortalApi, path: string, body: unknown, headers?: Record<string, string>): Promise<void> {
  const answer = await api.post(path, body, headers);
  if (!explained.has(answer.status)) {
    throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}
