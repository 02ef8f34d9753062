import * as z from 'zod';

/** The fields that every resource shows beside its own. */
export const resourceFields = {
  etag: z.string().meta({ description: 'The entity tag of this state, to send as If-Match' }),
  version: z.int().meta({ description: 'Counts the changes' }),
  createdAt: z.string(),
  updatedAt: z.string(),
};
