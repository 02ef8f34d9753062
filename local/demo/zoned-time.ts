const dayMs = 86_400_000;

/** The calendar day (`2026-11-24`) that an instant falls on in a time zone. */
export function localDay(instant: Date, timeZone: string): string {
  // Canadian English writes a date as ISO 8601 does
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant);
}

/** The day that many days later, or earlier when negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function isSunday(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
}

/** A wall-clock time of a day in a time zone, as ISO 8601 with the offset that is in force there at that time. */
export function zonedTime(day: string, time: string, timeZone: string): string {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  // the offset is asked for near the wanted instant, then at it: the two differ only around a change of the clocks
  const near = offsetMinutes(new Date(asUtc), timeZone);
  const offset = offsetMinutes(new Date(asUtc - near * 60_000), timeZone);
  return `${day}T${time}:00${formatOffset(offset)}`;
}

function offsetMinutes(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instant);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
