import * as z from 'zod';
import { type Item, type Key, keyOf } from '../dynamodb/keys.js';

/** A user as the table knows them; the pool knows only who they are, the profile what they may. */
export interface Profile {
  readonly sub: string;
  readonly email: string | undefined;
  /** Home clinic; absent for users who belong to none, such as administrators. */
  readonly clinicId: string | undefined;
  /** Nothing has shown yet which clinic the user belongs to: a later proof sets it. An administrator's choice ends this. */
  readonly clinicPending: boolean;
  /** Further clinics. */
  readonly clinicIds: readonly string[];
  readonly createdAt: string;
  /** Only `active` users may do anything; whatever else stands there shuts them out. */
  readonly active: boolean;
  /** Seconds since the epoch: tokens issued before are refused (docs/cognito-facts.md#t13). */
  readonly signedOutBefore: number | undefined;
  /** `origin_jti` of sign-ins that were revoked one by one (docs/cognito-facts.md#t13). */
  readonly revokedSessions: readonly string[];
  /** Groups as they were changed through this API; undefined while only the user pool knows them. */
  readonly groups: readonly string[] | undefined;
  /** Seconds since the epoch: when the user pool got these groups; undefined while it has not. */
  readonly groupsSettledAt: number | undefined;
  readonly role: string | undefined;
  readonly subscription: string | undefined;
  readonly features: readonly string[];
}

const partitionPrefix = 'USER#';

export const profileKey = (sub: string): Key => ({ PK: keyOf('USER', sub), SK: 'META' });

/** Lists may be DynamoDB lists or string sets, which the document client gives as a Set. */
const stringList = z.union([z.array(z.string()), z.set(z.string()).transform((values) => [...values])]);
const strings = stringList.default([]);

const profileItem = z.object({
  PK: z.string(),
  email: z.string().optional(),
  clinic_id: z.string().optional(),
  clinic_pending: z.boolean().optional(),
  clinic_ids: strings,
  created_at: z.string(),
  status: z.string(),
  signed_out_before: z.number().optional(),
  revoked_sessions: strings,
  groups: stringList.optional(),
  groups_settled_at: z.number().optional(),
  role: z.string().optional(),
  subscription: z.string().optional(),
  features: strings,
});

/** What a new profile starts with. */
export type NewProfile = Pick<Profile, 'sub' | 'email' | 'clinicId' | 'clinicPending' | 'createdAt'>;

export function toProfileItem({ sub, email, clinicId, clinicPending, createdAt }: NewProfile): Item {
  return {
    ...profileKey(sub),
    type: 'USER',
    email,
    clinic_id: clinicId,
    ...(clinicPending && { clinic_pending: true }),
    created_at: createdAt,
    status: 'active',
  };
}

export function fromProfileItem(item: Item): Profile {
  const stored = profileItem.parse(item);
  return {
    sub: stored.PK.slice(partitionPrefix.length),
    email: stored.email,
    clinicId: stored.clinic_id,
    clinicPending: stored.clinic_pending === true,
    clinicIds: stored.clinic_ids,
    createdAt: stored.created_at,
    active: stored.status === 'active',
    signedOutBefore: stored.signed_out_before,
    revokedSessions: stored.revoked_sessions,
    groups: stored.groups,
    groupsSettledAt: stored.groups_settled_at,
    role: stored.role,
    subscription: stored.subscription,
    features: stored.features,
  };
}
