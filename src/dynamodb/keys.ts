/** An item as the store gives it back: nothing is known of it until a codec has read it. */
export type Item = Readonly<Record<string, unknown>>;

/** The primary key of an item. */
export type Key = Readonly<Record<'PK' | 'SK', string>>;

/**
 * Joins the parts of a key with `#`. Parts are ids and fixed words.
 *
 * @throws Error when a part holds `#`: it could then name another item, which only a bug can cause
 */
export function keyOf(...parts: [string, ...string[]]): string {
  for (const part of parts) if (part.includes('#')) throw new Error('A part of a key may hold no #');
  return parts.join('#');
}
