import * as z from 'zod';
import { keyOf } from '../dynamodb/plain-id.js';
import type { Item, Key } from '../dynamodb/table.js';
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
  version: z.number(),
});

const emailDomainItem = z.object({ clinic_id: z.string() });

export interface StoredClinic {
  readonly clinic: Clinic;
  readonly version: number;
}

export function toClinicItem({ id, name, timeZone, emailDomains }: Clinic, version: number, createdAt: string): Item {
  return {
    ...clinicKey(id),
    GSI1PK: clinicListPartition,
    GSI1SK: id,
    type: 'CLINIC',
    clinic_id: id,
    name,
    time_zone: timeZone,
    email_domains: emailDomains,
    version,
    created_at: createdAt,
    updated_at: createdAt,
  };
}

export function fromClinicItem(item: Item): StoredClinic {
  const { clinic_id: id, name, time_zone: timeZone, email_domains: emailDomains, version } = clinicItem.parse(item);
  return { clinic: { id, name, timeZone, emailDomains }, version };
}

export function toEmailDomainItem(domain: string, clinicId: string): Item {
  return { ...emailDomainKey(domain), type: 'DOMAIN', domain, clinic_id: clinicId };
}

export function fromEmailDomainItem(item: Item): string {
  return emailDomainItem.parse(item).clinic_id;
}
