import * as z from 'zod';

/** The domain of a pool's OAuth endpoints. */
export const domain = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9](?:[a-z0-9\-.]{0,61}[a-z0-9])?$/);
