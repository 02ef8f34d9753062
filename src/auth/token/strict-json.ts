import { isUtf8 } from 'node:buffer';
import { jsonTextFault } from '../../json/json-text.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A V2 token trigger may add objects to a token (docs/cognito-facts.md#l6); deeper than this nobody nests claims. */
const maxDepth = 8;

/**
 * Reads bytes as one JSON object and nothing looser: valid UTF-8, bounded depth, no member name twice (RFC 7515,
 * section 4: two readers of a doubled name may believe different values).
 *
 * @returns undefined when the bytes are anything else.
 */
export function parseJsonObject(bytes: Buffer): JsonObject | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const length = leastLength(value, maxDepth);
  if (length === Infinity) return undefined;
  // a text with nothing to spare has no room for a second member of a name; Cognito's have not, so that the look is rare
  if (length !== text.length && jsonTextFault(text) === 'duplicate_name') return undefined;
  return value;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The length of the shortest JSON text for this value, or less: no JSON text of it is shorter. Infinite when it is nested
 * too deep.
 */
function leastLength(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value === 'number') return leastDigits(value);
  if (typeof value !== 'object' || value === null) return value === false ? 5 : 4;
  if (depth === 0) return Infinity;
  // the brackets, and a comma less than there are members
  let length = 1;
  if (Array.isArray(value)) {
    for (const element of value) length += 1 + leastLength(element, depth - 1);
  } else {
    for (const name of Object.keys(value)) {
      length += 4 + name.length + leastLength((value as JsonObject)[name], depth - 1);
    }
  }
  return Math.max(length, 2);
}

/** 1000 can be written 1e3: for numbers that may have a shorter form, 1 is on the safe side. */
const leastDigits = (value: number): number =>
  Number.isSafeInteger(value) && value % 1_000 !== 0 ? String(value).length : 1;
