import * as z from 'zod';
import { itemCodec } from '../dynamodb/item-codec.js';
import { type Item, type Key, keyOf } from '../dynamodb/keys.js';
import { recordFields } from '../dynamodb/record.js';
import { clinicSettings } from './clinic-settings.schema.js';

/** The partition of a clinic: its own item and its practitioners. */
export const clinicPartition = (id: string): string => keyOf('CLINIC', id);

export const clinicKey = (id: string): Key => ({ PK: clinicPartition(id), SK: 'META' });

/** One item a domain: a domain belongs to one clinic only, and the table itself sees to it. */
export const emailDomainKey = (domain: string): Key => ({ PK: keyOf('DOMAIN', domain), SK: 'META' });

/** Where all clinics are listed, in GSI1. Few are written and only administrators read it: one partition does. */
export const clinicListPartition = 'CLINICS';

const storedClinic = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  emailDomains: z.array(z.string()),
  signUp: z.object({ autoConfirm: z.boolean(), allowOutsideInvitations: z.boolean() }).optional(),
  ...clinicSettings,
  ...recordFields,
});

export type StoredClinic = z.output<typeof storedClinic>;

export const clinicItem = itemCodec(storedClinic, {
  type: 'CLINIC',
  keys: ({ id }) => ({ ...clinicKey(id), GSI1PK: clinicListPartition, GSI1SK: id }),
  names: { id: 'clinic_id' },
});

const storedDomain = z.object({
  domain: z.string(),
  clinicId: z.string(),
  /** The clinic does without a confirmation code. Kept with the domain, so that one read judges a sign-up. */
  autoConfirm: z.boolean().optional(),
});

const emailDomainItem = itemCodec(storedDomain, { type: 'DOMAIN', keys: ({ domain }) => emailDomainKey(domain) });

/** What an approved e-mail domain says of those who register with it. */
export interface DomainApproval {
  readonly clinicId: string;
  readonly autoConfirm: boolean;
}

export function toEmailDomainItem(domain: string, { id, signUp }: StoredClinic): Item {
  return emailDomainItem.encode({ domain, clinicId: id, ...(signUp?.autoConfirm === true && { autoConfirm: true }) });
}

export function fromEmailDomainItem(item: Item): DomainApproval {
  const { clinicId, autoConfirm = false } = emailDomainItem.decode(item);
  return { clinicId, autoConfirm };
}
