import { plainId } from '../ids/plain-id.js';
import { type CursorScope, decodeCursor, encodeCursor } from '../paging/cursor.js';
import type { Page, PageRequest } from '../paging/page.js';
import type { Item } from './keys.js';
import type { Range, Table } from './table.js';

/** Sorts before every character that a plain id may hold, and so right behind the id it is put after. */
export const justAfter = '!';
/** Sorts after every character that a plain id may hold. */
export const last = '~';

/** Lists what stands in one partition under `prefix`, ordered by the id that follows the prefix. */
export async function pageById<T>(
  table: Table,
  scope: CursorScope,
  { prefix, ...range }: Pick<Range, 'index' | 'partition'> & { prefix: string },
  { limit, cursor }: PageRequest,
  read: (item: Item) => T,
): Promise<Page<T>> {
  const after = cursor === undefined ? '' : decodeCursor(scope, cursor, plainId);
  const from = `${prefix}${after}${justAfter}`;
  const { items, stoppedAt } = await table.range({ ...range, from, to: `${prefix}${last}`, limit });
  return {
    items: items.map(read),
    ...(stoppedAt !== undefined && { nextCursor: encodeCursor(scope, stoppedAt.slice(prefix.length)) }),
  };
}
