import * as z from 'zod';
import type { Principal } from '../auth/principal/principal.js';
import { AppError } from '../errors/app-error.js';

export const me = z
  .object({
    userId: z.string(),
    username: z.string(),
    email: z.string().optional(),
    clinicId: z.string().nullable(),
    clinicIds: z.array(z.string()),
    groups: z.array(z.string()),
  })
  .meta({ id: 'Me', description: 'The caller' });

export type Me = z.output<typeof me>;

/**
 * What the server knows of the caller.
 *
 * @throws AppError `not_found` for a machine: there is no user behind a client_credentials token (docs/cognito-facts.md#t14).
 */
export function describeCaller(principal: Principal): Me {
  if (principal.kind === 'machine') throw new AppError('not_found', { detail: 'There is no user behind this token.' });
  const { sub, username, email, clinicIds, groups } = principal;
  return {
    userId: sub,
    username,
    ...(email !== undefined && { email }),
    clinicId: clinicIds[0] ?? null,
    clinicIds: [...clinicIds],
    groups: [...groups],
  };
}
