import * as z from 'zod';
import { closures, specialDays, weeklyHours } from '../scheduling/hours.schema.js';

const minutes = (most: number) =>
  z
    .int({ error: 'must be a whole number' })
    .min(0)
    .max(most, { error: `must be at most ${most}` });

/** What a clinic demands of bookings. Every rule has a default, under which nothing is demanded. */
export const bookingRules = z
  .strictObject({
    leadTimeMinutes: minutes(60 * 24 * 60)
      .default(0)
      .meta({ description: 'How long before its beginning a visit can be booked at the latest' }),
    horizonDays: z
      .int()
      .min(1)
      .max(3_650)
      .optional()
      .meta({ description: 'How many days ahead a visit can be booked; without it there is no limit' }),
    cancellationNoticeMinutes: minutes(60 * 24 * 60)
      .default(0)
      .meta({ description: 'How long before its beginning a visit can be cancelled or moved without an override' }),
    slotStepMinutes: z
      .int()
      .min(5)
      .max(240)
      .multipleOf(5, { error: 'must be a multiple of 5' })
      .default(15)
      .meta({ description: 'How far apart the starts are that availability offers' }),
    requireIfMatch: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether a change without If-Match is refused with 428' }),
  })
  .meta({ id: 'BookingRules' });

/** How calendar feeds of the clinic look. */
export const calendarFeedSettings = z
  .strictObject({
    showPatientNames: z.boolean().default(false).meta({
      description: 'Whether feeds show patient names. Whoever has the address of a feed can read it: leave it off.',
    }),
  })
  .meta({ id: 'CalendarFeedSettings' });

/** What a clinic sets for its bookings. Without opening hours it is open around the clock. */
export const clinicSettings = {
  openingHours: weeklyHours.optional(),
  closures: closures.optional(),
  specialDays: specialDays.optional(),
  bookingRules: bookingRules.optional(),
  calendarFeeds: calendarFeedSettings.optional(),
} as const;

/** As in RFC 7396, null takes a setting away. A setting that is sent replaces the one before as a whole. */
export const clinicSettingsChanges = {
  openingHours: weeklyHours.nullable().optional(),
  closures: closures.nullable().optional(),
  specialDays: specialDays.nullable().optional(),
  bookingRules: bookingRules.nullable().optional(),
  calendarFeeds: calendarFeedSettings.nullable().optional(),
} as const;

export type BookingRules = z.output<typeof bookingRules>;

/** The rules of a clinic that has set none. */
export const defaultBookingRules: BookingRules = bookingRules.parse({});
