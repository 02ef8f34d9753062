import * as z from 'zod';
import { weekdays } from './hours.js';

/** A day of the calendar as requests name it. */
export const day = z.iso
  .date({ error: 'must be a date such as 2026-03-02' })
  .refine((value) => value >= '2000-01-01' && value <= '2099-12-31', { error: 'must be in the years 2000 to 2099' });

const time = (latest: '23:55' | '24:00') =>
  z
    .string()
    .regex(/^(?:[01]\d|2[0-4]):[0-5][05]$/, { error: 'must be a time on a five-minute mark, such as 08:30' })
    .refine((value) => value <= latest, { error: `must be at most ${latest}` });

const stretch = z
  .strictObject({ from: time('23:55'), to: time('24:00') })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be after from; 24:00 is the end of the day' });

/** The hours of one day, which do not overlap. */
export const hoursOfDay = z
  .array(stretch)
  .max(8, { error: 'must have at most 8 stretches' })
  .refine(
    (hours) => {
      const sorted = [...hours].sort((a, b) => a.from.localeCompare(b.from));
      return sorted.every(({ from }, index) => from >= (sorted[index - 1]?.to ?? from));
    },
    { error: 'must not overlap' },
  );

const [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = weekdays;
const closedByDefault = hoursOfDay.default([]);

/** Hours for each weekday; a weekday that is not named is closed. */
export const weeklyHours = z
  .strictObject({
    [monday]: closedByDefault,
    [tuesday]: closedByDefault,
    [wednesday]: closedByDefault,
    [thursday]: closedByDefault,
    [friday]: closedByDefault,
    [saturday]: closedByDefault,
    [sunday]: closedByDefault,
  })
  .meta({
    id: 'WeeklyHours',
    description: 'Hours by the wall clock of the clinic; hours past midnight go on with the next day from 00:00',
  });

const uniqueDates = (days: readonly { date: string }[]): boolean =>
  new Set(days.map(({ date }) => date)).size === days.length;

/** Days with hours of their own, each named once. */
export const specialDays = z
  .array(z.strictObject({ date: day, hours: hoursOfDay }))
  .max(200, { error: 'must have at most 200 days' })
  .refine(uniqueDates, { error: 'must name each date once' });

/** Days on which nothing is open, both ends included. */
export const closures = z
  .array(
    z
      .strictObject({ from: day, to: day })
      .refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not be before from' }),
  )
  .max(200, { error: 'must have at most 200 closures' });
