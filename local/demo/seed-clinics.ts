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
  const openingHours = clinic.hasOpeningHours ? { openingHours: openingHoursOf(clinic) } : {};
  const body = { id, name, timeZone, emailDomains, ...openingHours };
  await once(ledger, place, id, () => make(api, made, '/v1/clinics', body));
  for (const practitioner of clinic.practitioners) {
    const path = `/v1/clinics/${id}/practitioners`;
    await once(ledger, place, `${id}/${practitioner.id}`, () => make(api, made, path, practitioner));
  }
  await seedOffers(api, ledger, place, clinic);
}

/** What the clinic offers, some patients with ids of their own, and one who waits for an earlier time. */
async function seedOffers(api: PortalApi, ledger: SeedLedger, place: string, clinic: DemoClinic): Promise<void> {
  const { id, visitTypes, patients } = clinic;
  for (const [kind, things] of [
    ['visit-types', visitTypes],
    ['patients', patients],
  ] as const) {
    for (const thing of things) {
      await once(ledger, place, `${id}/${thing.id}`, () => make(api, made, `/v1/clinics/${id}/${kind}`, thing));
    }
  }
  const waiting = { id: 'WAI-001', patientId: patients[0]?.id, visitTypeId: visitTypes[0]?.id };
  await once(ledger, place, `${id}/${waiting.id}`, () => make(api, made, `/v1/clinics/${id}/waitlist`, waiting));
}

/** Every day but Sunday. */
function openingHoursOf({ hours }: DemoClinic) {
  const [monday, tuesday, wednesday, thursday, friday, saturday] = Array.from({ length: 6 }, () => [hours]);
  return { monday, tuesday, wednesday, thursday, friday, saturday, sunday: [] };
}

function seedDay(api: PortalApi, ledger: SeedLedger, place: string, clinic: DemoClinic, day: string): Promise<void> {
  return once(ledger, place, `${clinic.id}/${day}`, async () => {
    for (const { idempotencyKey, body } of demoAppointments(clinic, day)) {
      await make(api, booked, `/v1/clinics/${clinic.id}/appointments`, body, { 'idempotency-key': idempotencyKey });
    }
  });
}

async function once(ledger: SeedLedger, place: string, name: string, work: () => Promise<void>): Promise<void> {
  if (ledger.has(place, name)) return;
  await work();
  ledger.note(place, name);
}

/** 409 is people's doing: an id or a time already taken. What they did stands. */
const made = [201, 409];
/** So is a practitioner who was made inactive; and a retry may find the appointment it made itself. */
const booked = [200, 201, 409, 422];

async function make(
  api: PortalApi,
  expected: readonly number[],
  ...request: Parameters<PortalApi['post']>
): Promise<void> {
  const { status, body } = await api.post(...request);
  if (!expected.includes(status)) throw new Error(`POST ${request[0]} answered ${status}: ${JSON.stringify(body)}`);
}
