/** The primary key of an item. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

/**
 * Joins the parts of a key with `#`. Parts are ids and fixed words.
 *
 * @throws Error when a part holds `#`: it could then name another item, which only a bug can cause
 */
export function keyOf(...parts: [string, ...string[]]): string {
  for (const part of parts) if (part.includes('#')) throw new Error('A part of a key may hold no #');
  return parts.join('#');
}
