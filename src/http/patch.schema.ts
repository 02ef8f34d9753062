/** A check for PATCH bodies: at least one field must be there to change. */
export const changesSomething = [
  (body: object): boolean => Object.values(body).some((value) => value !== undefined),
  { error: 'must name at least one field to change' },
] as const;
