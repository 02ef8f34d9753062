import * as z from 'zod';
import { groups } from '../auth/groups.js';
import { plainId } from '../ids/plain-id.js';
import { uuidPattern } from '../ids/uuid.js';
import { changesSomething } from '../http/patch.schema.js';

const once = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** The `sub` of a user: a UUID in lower case, as Cognito makes them. */
const userId = z.string().regex(uuidPattern, { error: 'must be the id of a user' });

const status = z.enum(['active', 'disabled']);

export const userPath = z.object({ userId });

export const user = z
  .object({
    userId: z.string(),
    email: z.string().optional(),
    status,
    clinicId: z.string().nullable(),
    clinicIds: z.array(z.string()),
    groups: z.array(z.string()).optional().meta({
      description: 'As they were last changed here; absent when they never were: then the user pool knows them',
    }),
    createdAt: z.string(),
  })
  .meta({ id: 'User', description: 'A user, and what they may do' });

export const userChanges = z
  .strictObject({
    status: status.optional(),
    clinicIds: z
      .array(plainId)
      .max(20, { error: 'must have at most 20 clinics' })
      .refine(once, { error: 'must name each clinic once' })
      .optional()
      .meta({ description: 'All clinics of the user; the first is the home clinic' }),
    groups: z
      .array(z.enum(groups))
      .refine(once, { error: 'must name each group once' })
      .optional()
      .meta({ description: 'All groups of the user' }),
  })
  .refine(...changesSomething)
  .meta({ id: 'UserChanges' });

export type UserPath = z.output<typeof userPath>;
export type User = z.output<typeof user>;
export type UserChanges = z.output<typeof userChanges>;
