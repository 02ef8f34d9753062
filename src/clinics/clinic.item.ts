import * as z from 'zod';
import { type Key, keyOf } from '../dynamodb/keys.js';
import type { Item } from '../dynamodb/table.js';
import type { Clinic } from './clinic.schema.js';

/** The partition of a clinic: its own item and its practitioners. */
export const clinicPartition = (id: string): string => keyOf('CLINIC', id);

export const clinicKey = (id: string): Key => ({ PK: clinicPartition(id), SK: 'META' });

/** One item a domain: a domain belongs to one clinic only, and the table itself sees to it. */
export const emailDomainKey = (domain: string): Key => ({ PK: keyOf('DOMAIN', domain), SK: 'META' });

/** Where all clinics are listed, in GSI1. Few are written and only administrators read it: one partition does. */
export const clinicListPartition = 'CLINICS';

const clinicItem = z.object({
  clinic_id: z.string(),
  name: z.string(),
  time_zone: z.string(),
  email_domains: z.array(z.string()),
  auto_confirm: z.boolean().optional(),
  allow_outside_invitations: z.boolean().optional(),
  version: z.number(),
});

const emailDomainItem = z.object({ clinic_id: z.string(), auto_confirm: z.boolean().optional() });

/** What an approved e-mail domain says of those who register with it. */
export interface DomainApproval {
  readonly clinicId: string;
  /** The clinic does without a confirmation code. Kept with the domain, so that one read judges a sign-up. */
  readonly autoConfirm: boolean;
}

export interface StoredClinic {
  readonly clinic: Clinic;
  readonly version: number;
}

export function toClinicItem(clinic: Clinic, version: number, createdAt: string): Item {
  const { id, name, timeZone, emailDomains, signUp } = clinic;
  return {
    ...clinicKey(id),
    GSI1PK: clinicListPartition,
    GSI1SK: id,
    type: 'CLINIC',
    clinic_id: id,
    name,
    time_zone: timeZone,
    email_domains: emailDomains,
    auto_confirm: signUp?.autoConfirm,
    allow_outside_invitations: signUp?.allowOutsideInvitations,
    version,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

export function fromClinicItem(item: Item): StoredClinic {
  const stored = clinicItem.parse(item);
  const { auto_confirm: autoConfirm, allow_outside_invitations: allowOutsideInvitations } = stored;
  const chosen = autoConfirm !== undefined || allowOutsideInvitations !== undefined;
  const signUp = { autoConfirm: autoConfirm ?? false, allowOutsideInvitations: allowOutsideInvitations ?? false };
  return {
    clinic: {
      id: stored.clinic_id,
      name: stored.name,
      timeZone: stored.time_zone,
      emailDomains: stored.email_domains,
      ...(chosen && { signUp }),
    },
    version: stored.version,
  };
}

export function toEmailDomainItem(domain: string, { id, signUp }: Clinic): Item {
  return {
    ...emailDomainKey(domain),
    type: 'DOMAIN',
    domain,
    clinic_id: id,
    ...(signUp?.autoConfirm === true && { auto_confirm: true }),
  };
}

export function fromEmailDomainItem(item: Item): DomainApproval {
  const { clinic_id: clinicId, auto_confirm: autoConfirm = false } = emailDomainItem.parse(item);
  return { clinicId, autoConfirm };
}
