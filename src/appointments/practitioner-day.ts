import { type Item, type Key, keyOf } from '../dynamodb/keys.js';
import type { Condition, WriteAction } from '../dynamodb/write.js';
import { minute, ticksOf } from './ticks.js';

/** A practitioner's day in UTC: one attribute for each taken tick, with the id of the appointment that has it. */
export const practitionerDayKey = (clinicId: string, practitionerId: string, day: string): Key => ({
  PK: keyOf('PRACTITIONER', clinicId, practitionerId),
  SK: keyOf('DAY', day),
});

const tickAttribute = (tick: number): string => `t${tick}`;

/** Until when an appointment only holds its ticks, in milliseconds since the epoch; booked ones have no such attribute. */
const holdAttribute = (appointmentId: string): string => `hold_${appointmentId}`;

/** The time of an appointment, as far as days know of it. */
export interface TakenTime {
  readonly id: string;
  readonly clinicId: string;
  readonly practitionerId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly status: string;
  readonly heldUntil?: string | undefined;
}

/** A hold that stands in the way although its time is over. */
interface ExpiredHold {
  readonly id: string;
  readonly until: number;
  /** All of its ticks in this day: what is not taken over becomes free. */
  readonly ticks: readonly number[];
}

/** What one write does to one practitioner's day. A transaction may touch an item once only, so all of it goes together. */
export interface DayChange {
  readonly key: Key;
  readonly take: readonly number[];
  readonly release: readonly number[];
  /** When the hold on these ticks ends: null when they are booked; undefined when nothing changes about it. */
  readonly hold: number | null | undefined;
  /** The end of the hold that must still stand for the write to happen. */
  readonly standingHold: number | undefined;
  readonly expired: readonly ExpiredHold[];
}

/** States in which an appointment has its time. A visit that is over keeps it: nobody else was there. */
const taking: ReadonlySet<string> = new Set(['held', 'booked', 'confirmed', 'checked-in', 'completed', 'no-show']);

/**
 * What has to change in which days when `before` becomes `after`. Either may be missing: a booking has no before, a
 * deletion no after. Ticks taken before and after are left alone.
 */
export function dayChanges(before: TakenTime | undefined, after: TakenTime | undefined): DayChange[] {
  const [old, next] = [takenTicks(before), takenTicks(after)];
  const holds = { from: holdOf(before), to: holdOf(after) };
  return [...new Set([...old.keys(), ...next.keys()])]
    .map((name) => dayChange(old.get(name), next.get(name), holds))
    .filter(({ take, release, hold }) => take.length + release.length > 0 || hold !== undefined);
}

interface TicksOfDay {
  readonly key: Key;
  readonly ticks: readonly number[];
}

interface Holds {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

function dayChange(old: TicksOfDay | undefined, next: TicksOfDay | undefined, holds: Holds): DayChange {
  const key = next?.key ?? old?.key;
  if (key === undefined) throw new Error('a day without a key');
  const standingHold = old === undefined ? undefined : holds.from;
  const wantedHold = next === undefined ? undefined : holds.to;
  return {
    key,
    take: without(next?.ticks, old?.ticks),
    release: without(old?.ticks, next?.ticks),
    hold: wantedHold === standingHold ? undefined : (wantedHold ?? null),
    standingHold,
    expired: [],
  };
}

/**
 * One conditional update: "all ticks to take are free". No read comes first, and only true overlaps fail it. Ticks of
 * expired holds are taken over only while the very hold stands that was seen.
 */
export function dayAction(change: DayChange, appointmentId: string): WriteAction {
  const { key, take, release, hold, standingHold, expired } = change;
  const ofExpired = new Set(expired.flatMap(({ ticks }) => ticks));
  const conditions = [
    ...take.filter((tick) => !ofExpired.has(tick)).map((tick) => `attribute_not_exists(${tickAttribute(tick)})`),
    ...expired.map((_hold, at) => `#expired${at} = :expired${at}`),
    ...(standingHold === undefined ? [] : ['#standing = :standing']),
  ];
  return {
    update: key,
    set: {
      type: 'PRACTITIONER_DAY',
      ...cleared([...release, ...ofExpired].map(tickAttribute)),
      ...cleared(expired.map(({ id }) => holdAttribute(id))),
      ...Object.fromEntries(take.map((tick) => [tickAttribute(tick), appointmentId])),
      ...(hold !== undefined && { [holdAttribute(appointmentId)]: hold }),
    },
    ...(conditions.length > 0 && { when: dayCondition(conditions, change, appointmentId) }),
  };
}

function dayCondition(parts: readonly string[], { expired, standingHold }: DayChange, id: string): Condition {
  const standing = standingHold !== undefined;
  return {
    expression: parts.join(' AND '),
    names: {
      ...Object.fromEntries(expired.map((hold, at) => [`#expired${at}`, holdAttribute(hold.id)])),
      ...(standing && { '#standing': holdAttribute(id) }),
    },
    values: {
      ...Object.fromEntries(expired.map(({ until }, at) => [`:expired${at}`, until])),
      ...(standing && { ':standing': standingHold }),
    },
  };
}

/**
 * What stands in the way of a change, as the day says that refused it:
 * - `taken`: somebody else has some of the time;
 * - `hold-over`: the hold that the change builds on is gone;
 * - a change: only expired holds are in the way, and this one takes their time over.
 */
export function judgeDay(
  day: Item | undefined,
  change: DayChange,
  appointmentId: string,
  now: number,
): 'taken' | 'hold-over' | DayChange {
  if (change.standingHold !== undefined && day?.[holdAttribute(appointmentId)] !== change.standingHold) {
    return 'hold-over';
  }
  const others = new Set(change.take.map((tick) => day?.[tickAttribute(tick)]).filter(isOther(appointmentId)));
  const expired: ExpiredHold[] = [];
  for (const id of others) {
    const until = day?.[holdAttribute(id)];
    if (typeof until !== 'number' || until > now) return 'taken';
    expired.push({ id, until, ticks: ticksWith(day, id) });
  }
  return { ...change, expired };
}

const isOther =
  (appointmentId: string) =>
  (holder: unknown): holder is string =>
    typeof holder === 'string' && holder !== appointmentId;

function takenTicks(time: TakenTime | undefined): Map<string, TicksOfDay> {
  if (time === undefined || !taking.has(time.status)) return new Map();
  const { clinicId, practitionerId } = time;
  const from = Date.parse(time.startsAt) - time.bufferBeforeMinutes * minute;
  const to = Date.parse(time.endsAt) + time.bufferAfterMinutes * minute;
  return new Map(
    ticksOf(from, to).map(({ day, ticks }) => {
      const key = practitionerDayKey(clinicId, practitionerId, day);
      return [`${key.PK} ${key.SK}`, { key, ticks }];
    }),
  );
}

function holdOf(time: TakenTime | undefined): number | undefined {
  return time?.status === 'held' && time.heldUntil !== undefined ? Date.parse(time.heldUntil) : undefined;
}

function ticksWith(day: Item | undefined, id: string): number[] {
  return Object.entries(day ?? {})
    .filter(([name, holder]) => /^t\d+$/.test(name) && holder === id)
    .map(([name]) => Number(name.slice(1)));
}

function without(ticks: readonly number[] = [], others: readonly number[] = []): number[] {
  const excluded = new Set(others);
  return ticks.filter((tick) => !excluded.has(tick));
}

const cleared = (names: readonly string[]): Record<string, null> =>
  Object.fromEntries(names.map((name) => [name, null]));
