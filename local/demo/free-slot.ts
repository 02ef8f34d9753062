import { type DemoClinic } from './demo-cast.js';
import type { PortalApi } from './portal-api.js';
import { addDays, isSunday, localDay, zonedTime } from './zoned-time.js';

export interface Slot {
  readonly practitionerId: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds half an hour that can be booked with a practitioner, tomorrow or on the open days after it.
 *
 * @returns nothing when the next days are full
 */
export async function findFreeSlot(api: PortalApi, clinic: DemoClinic, now: Date): Promise<Slot | undefined> {
  const practitionerId = clinic.practitioners[0]?.id ?? '';
  const tomorrow = addDays(localDay(now, clinic.timeZone), 1);
  for (const day of [0, 1, 2, 3, 4].map((days) => addDays(tomorrow, days)).filter((each) => !isSunday(each))) {
    const slots = halfHours(clinic, day);
    const taken = await takenTimes(api, clinic, practitionerId, day);
    const free = slots.find((slot) => taken.every(({ from, to }) => !overlaps(slot, from, to)));
    if (free !== undefined) return { practitionerId, ...free };
  }
  return undefined;
}

type Times = Omit<Slot, 'practitionerId'>;

function halfHours({ hours, timeZone }: DemoClinic, day: string): Times[] {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const clock = (minute: number) =>
    [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const first = minutes(hours.from);
  return Array.from({ length: (minutes(hours.to) - first) / 30 }, (_, index) => ({
    startsAt: zonedTime(day, clock(first + index * 30), timeZone),
    endsAt: zonedTime(day, clock(first + index * 30 + 30), timeZone),
  }));
}

async function takenTimes(
  api: PortalApi,
  { id: clinicId, timeZone }: DemoClinic,
  practitionerId: string,
  day: string,
): Promise<Interval[]> {
  const query = new URLSearchParams({
    practitionerId,
    // from midnight on: what began before the clinic opened may last into the morning
    from: zonedTime(day, '00:00', timeZone),
    to: zonedTime(addDays(day, 1), '00:00', timeZone),
    limit: '100',
  });
  const { body } = await api.get(`/v1/clinics/${clinicId}/appointments?${query.toString()}`);
  const { items = [] } = (body ?? {}) as { items?: { startsAt: string; endsAt: string; status: string }[] };
  return items
    .filter(({ status }) => status !== 'cancelled')
    .map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) }));
}

const overlaps = ({ startsAt, endsAt }: Times, from: number, to: number): boolean =>
  Date.parse(startsAt) < to && from < Date.parse(endsAt);
