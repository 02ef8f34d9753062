import * as z from 'zod';
import { clinicSettings, clinicSettingsChanges } from './clinic-settings.schema.js';
import { plainId } from '../ids/plain-id.js';
import { pageOf } from '../http/page.schema.js';
import { changesSomething } from '../http/patch.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line } from '../http/text.schema.js';

/** Lower-case ASCII labels (RFC 1035, 2.3.1; names of other scripts in their `xn--` form), at least two of them. */
const emailDomain = z
  .string()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/, {
    error: 'must be a domain such as sunrise-eye.com',
  });

const emailDomains = z
  .array(emailDomain)
  .max(20, { error: 'must have at most 20 domains' })
  .refine((domains) => new Set(domains).size === domains.length, { error: 'must name each domain once' });

/** A name of the IANA time zone database, as the runtime knows it; offsets such as +02:00 are no time zones. */
const timeZone = z
  .string()
  .max(64)
  .refine((name) => /^[A-Za-z]/.test(name) && isTimeZone(name), {
    error: 'must be an IANA time zone such as America/New_York',
  });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What a clinic has chosen for those who register; without a choice, both are off. */
const signUp = z.strictObject({
  autoConfirm: z.boolean().default(false).meta({
    description:
      'Registers addresses of its domains without a code. Whoever guesses an address can then register it: leave it off.',
  }),
  allowOutsideInvitations: z
    .boolean()
    .default(false)
    .meta({ description: 'Lets the clinic invite people whose address is not of its domains.' }),
});

/** Only what is named changes; a default here would switch the other choice off. */
const signUpChanges = z.strictObject({
  autoConfirm: z.boolean().optional(),
  allowOutsideInvitations: z.boolean().optional(),
});

export const clinic = z
  .object({
    id: plainId,
    name: line(200),
    timeZone,
    emailDomains,
    signUp: signUp.optional(),
    ...clinicSettings,
    ...resourceFields,
  })
  .meta({ id: 'Clinic', description: 'A clinic' });

export const newClinic = z
  .strictObject({
    id: plainId.optional(),
    name: line(200),
    timeZone,
    emailDomains: emailDomains.default([]),
    signUp: signUp.optional(),
    ...clinicSettings,
  })
  .meta({ id: 'NewClinic' });

export const clinicChanges = z
  .strictObject({
    name: line(200).optional(),
    timeZone: timeZone.optional(),
    emailDomains: emailDomains.optional(),
    signUp: signUpChanges.refine(...changesSomething).optional(),
    ...clinicSettingsChanges,
  })
  .refine(...changesSomething)
  .meta({ id: 'ClinicChanges' });

/** What the staff of a clinic can set themselves. As in RFC 7396, null takes a setting away. */
export const clinicSettingsPatch = z
  .strictObject(clinicSettingsChanges)
  .refine(...changesSomething)
  .meta({ id: 'ClinicSettingsChanges' });

export const clinicPage = pageOf(clinic, 'Clinic');
export const clinicPath = z.object({ clinicId: plainId });

export type Clinic = z.output<typeof clinic>;
export type NewClinic = z.output<typeof newClinic>;
export type ClinicChanges = z.output<typeof clinicChanges>;
export type ClinicSettingsChanges = z.output<typeof clinicSettingsPatch>;
export type ClinicPath = z.output<typeof clinicPath>;
