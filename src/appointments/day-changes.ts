import type { Item, Key } from '../dynamodb/keys.js';
import type { WriteAction } from '../dynamodb/write.js';
import { practitionerDayKey, type StoredAppointment, tickAttribute } from './appointment.item.js';
import { ticksOf } from './ticks.js';

/** The time of an appointment, as far as days know of it. */
type HeldTime = Pick<StoredAppointment, 'clinicId' | 'practitionerId' | 'startsAt' | 'endsAt' | 'status'>;

/** What one write does to one practitioner's day. A transaction may touch an item once only, so both go together. */
export interface DayChange {
  readonly key: Key;
  readonly take: readonly number[];
  readonly release: readonly number[];
}

/**
 * What has to change in which days when `before` becomes `after`. Either may be missing: a booking has no before, a
 * deletion no after. A cancelled appointment holds no time. Ticks held before and after are left alone.
 */
export function dayChanges(before: HeldTime | undefined, after: HeldTime | undefined): DayChange[] {
  const held = heldTicks(before);
  const wanted = heldTicks(after);
  return [...new Set([...held.keys(), ...wanted.keys()])]
    .map((name) => {
      const [old, next] = [held.get(name), wanted.get(name)];
      const key = next?.key ?? old?.key;
      if (key === undefined) throw new Error('a day without a key');
      return { key, take: without(next?.ticks, old?.ticks), release: without(old?.ticks, next?.ticks) };
    })
    .filter(({ take, release }) => take.length + release.length > 0);
}

/** One conditional update: "all ticks to take are free". No read comes first, and only true overlaps fail it. */
export function dayAction({ key, take, release }: DayChange, appointmentId: string): WriteAction {
  return {
    update: key,
    set: {
      type: 'PRACTITIONER_DAY',
      ...Object.fromEntries(take.map((tick) => [tickAttribute(tick), appointmentId])),
      ...Object.fromEntries(release.map((tick) => [tickAttribute(tick), null])),
    },
    ...(take.length > 0 && { when: { expression: take.map(isFree).join(' AND ') } }),
  };
}

const isFree = (tick: number): string => `attribute_not_exists(${tickAttribute(tick)})`;

/** Whether somebody else holds a tick that `change` wants. */
export function isTaken(day: Item | undefined, { take }: DayChange, appointmentId: string): boolean {
  return take.some((tick) => {
    const holder = day?.[tickAttribute(tick)];
    return holder !== undefined && holder !== appointmentId;
  });
}

function heldTicks(appointment: HeldTime | undefined): Map<string, { key: Key; ticks: readonly number[] }> {
  if (appointment?.status !== 'booked') return new Map();
  const { clinicId, practitionerId, startsAt, endsAt } = appointment;
  return new Map(
    ticksOf(startsAt, endsAt).map(({ day, ticks }) => {
      const key = practitionerDayKey(clinicId, practitionerId, day);
      return [`${key.PK} ${key.SK}`, { key, ticks }];
    }),
  );
}

function without(ticks: readonly number[] = [], others: readonly number[] = []): number[] {
  const excluded = new Set(others);
  return ticks.filter((tick) => !excluded.has(tick));
}
