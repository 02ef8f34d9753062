import { isUtf8 } from 'node:buffer';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A V2 token trigger may add objects to a token (fact L6); deeper than this nobody nests claims. */
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
  if (!isObject(value) || !isShallow(value, maxDepth)) return undefined;
  // Cognito writes compact JSON, which survives the round trip unchanged; only other spellings need the slower look
  if (JSON.stringify(value) !== text && hasDoubledName(text)) return undefined;
  return value;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isShallow(value: object, depth: number): boolean {
  if (depth === 0) return false;
  for (const member of Object.values(value) as unknown[]) {
    if (typeof member === 'object' && member !== null && !isShallow(member, depth - 1)) return false;
  }
  return true;
}

/** Looks for a member name that occurs twice in one object of a text that is known to be valid JSON. */
function hasDoubledName(json: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, name] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (name !== undefined) {
      const names = open.at(-1);
      // compared as read, so that "sub" and "\u0073ub" are the same name
      const read = JSON.parse(name) as string;
      if (names?.has(read)) return true;
      names?.add(read);
    }
  }
  return false;
}
