import {
  appointmentChanges,
  type AppointmentChanges,
  newAppointment,
  type NewAppointment,
} from '../../../src/appointments/appointment.schema.js';
import { ticksOf } from '../../../src/appointments/ticks.js';
import type { Performer } from '../../../src/appointments/performer.js';
import type { Actor } from '../../../src/auth/principal/actor.js';
import type { Item } from '../../../src/dynamodb/keys.js';
import type { IdempotencyKey } from '../../../src/ids/request-identity.js';
import { actor } from './actors.js';
import type { Rooms } from './rooms.js';

export const clinicId = 'CLN-001';

/** A caller of the clinic. */
export const staff = (sub = '11111111-2222-4333-8444-555555555555'): Actor & Performer => ({
  ...actor(sub, ['clinic-staff']),
  kind: 'user',
  isAdmin: false,
});

/** An Idempotency-Key of that caller; none without a word. */
export const keyed = (key: string | undefined, { id: caller } = staff()): IdempotencyKey | undefined =>
  key === undefined ? undefined : { caller, key };

/** A booking as it comes through the schema: from a time of day on 2 March 2026 (UTC), for some minutes. */
export function booking(time: string, minutes: number, changes: Record<string, unknown> = {}): NewAppointment {
  const startsAt = new Date(time.includes('T') ? time : `2026-03-02T${time}:00Z`);
  return newAppointment.parse({
    practitionerId: 'PRA-1',
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + minutes * 60_000).toISOString(),
    patientName: 'Ida Example',
    ...changes,
  });
}

/** The changes that move an appointment there. */
export function movedTo(time: string, minutes: number, changes: Record<string, unknown> = {}): AppointmentChanges {
  const { startsAt, endsAt } = booking(time, minutes);
  return appointmentChanges.parse({ startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString(), ...changes });
}

/** Two clinics with two practitioners each, all under the same ids. */
export async function openClinics({ admin, clinicWrites, practitioners }: Rooms): Promise<void> {
  for (const id of [clinicId, 'CLN-002']) {
    await clinicWrites.create(admin, { id, name: id, timeZone: 'UTC', emailDomains: [] });
    for (const practitioner of ['PRA-1', 'PRA-2']) {
      await practitioners.create(admin, id, { id: practitioner, name: practitioner, active: true });
    }
  }
}

interface Held {
  readonly id: string;
  readonly slot: string;
}

/** States in which an appointment has its time. */
const taking: ReadonlySet<unknown> = new Set(['held', 'booked', 'confirmed', 'checked-in', 'completed', 'no-show']);

/**
 * What must always hold: the taken ticks of all days are exactly the ticks of all appointments that have time, each taken
 * once. Gives both sides, sorted, for a test to compare.
 */
export function ledger(items: readonly Item[]): { taken: Held[]; booked: Held[] } {
  const taken = items
    .filter(({ type }) => type === 'PRACTITIONER_DAY')
    .flatMap((day) =>
      Object.entries(day)
        .filter(([name]) => /^t\d+$/.test(name))
        .map(([name, id]) => ({ id: String(id), slot: `${String(day['PK'])} ${String(day['SK'])} ${name}` })),
    );
  const booked = items.filter(({ type, status }) => type === 'APPOINTMENT' && taking.has(status)).flatMap(slotsOf);
  return { taken: taken.sort(bySlot), booked: booked.sort(bySlot) };
}

/** Every change of an appointment that stands has its record, and each version one. */
export function missingChanges(items: readonly Item[]): string[] {
  const versions = new Set(
    items
      .filter(({ type }) => type === 'APPOINTMENT_CHANGE')
      .map(({ appointment_id, write_id }) => `${String(appointment_id)} ${String(write_id)}`),
  );
  return items
    .filter(({ type }) => type === 'APPOINTMENT')
    .map(({ appointment_id, write_id }) => `${String(appointment_id)} ${String(write_id)}`)
    .filter((name) => !versions.has(name));
}

function slotsOf(item: Item): Held[] {
  const { clinic_id, practitioner_id, starts_at, ends_at, appointment_id } = item as Record<string, string>;
  const [before, after] = [Number(item['buffer_before_minutes']), Number(item['buffer_after_minutes'])];
  const from = Date.parse(String(starts_at)) - before * 60_000;
  return ticksOf(from, Date.parse(String(ends_at)) + after * 60_000).flatMap(({ day, ticks }) =>
    ticks.map((tick) => ({
      id: String(appointment_id),
      slot: `PRACTITIONER#${String(clinic_id)}#${String(practitioner_id)} DAY#${day} t${tick}`,
    })),
  );
}

const bySlot = (a: Held, b: Held): number => (a.slot < b.slot ? -1 : Number(a.slot > b.slot));
