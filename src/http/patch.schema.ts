/** A check for PATCH bodies: at least one field must be there to change. */
export const changesSomething = [
  (body: object): boolean => Object.values(body).some((value) => value !== undefined),
  { error: 'must name at least one field to change' },
] as const;

/** Fields that may be changed: absent or undefined leaves one as it is, null takes it away (RFC 7396). */
type Changes<T> = { readonly [F in keyof T]?: T[F] | null | undefined };

/** The resource with the changes of a PATCH body. */
export function withChanges<T extends object>(before: T, changes: Changes<T>): T {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const after = Object.entries({ ...before, ...Object.fromEntries(given) }).filter(([, value]) => value !== null);
  return Object.fromEntries(after) as T;
}
