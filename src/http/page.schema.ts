import * as z from 'zod';

/** The part of a list's query that is the same for every list. */
export const pageFields = {
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, { error: 'must be a whole number from 1 to 100' })
    .transform(Number)
    .default(50),
  cursor: z.string().min(1).max(500).optional(),
};

export const pageQuery = z.strictObject(pageFields);

/** A page of a list as it is answered. */
export function pageOf<T extends z.ZodType>(item: T, name: string) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() }).meta({ id: `${name}Page` });
}
