/** What makes a valid JSON text unfit to be read: two readers could understand it differently, or a recursive one fails. */
export type JsonTextFault = 'duplicate_name' | 'nested_too_deep';

/** Deeper than any body or event of this API. */
const defaultDepth = 64;

/** A string (with the colon after it when it is a member name), or a bracket. */
const tokens = /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|[{}[\]]/g;

/**
 * Looks for a member name that occurs twice in one object (RFC 8259, section 4: what a reader makes of it is not defined) and
 * for nesting that is too deep.
 *
 * @param json a text that `JSON.parse` has accepted; nothing else is checked here
 * @returns the first fault, or undefined
 */
export function jsonTextFault(json: string, maxDepth = defaultDepth): JsonTextFault | undefined {
  /** The names in each open object; an open array has none. */
  const open: (Set<string> | undefined)[] = [];
  for (const [token, text, colon] of json.matchAll(tokens)) {
    if (token === '}' || token === ']') {
      open.pop();
    } else if (token === '{' || token === '[') {
      if (open.length === maxDepth) return 'nested_too_deep';
      open.push(token === '{' ? new Set() : undefined);
    } else if (colon !== undefined && text !== undefined) {
      const names = open.at(-1);
      // compared as it is read, so that "sub" and "\u0073ub" are the same name
      const name = text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
      if (names?.has(name)) return 'duplicate_name';
      names?.add(name);
    }
  }
  return undefined;
}
