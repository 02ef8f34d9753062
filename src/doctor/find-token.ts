/** The shortest first part of a token: base64url of a JSON object with something in it. */
const shortestHeader = 11;

/**
 * Finds what looks like a token in a text: two to five parts of base64url, of which the first begins like a JSON object.
 * Takes time linear in the length of the text.
 */
export function findToken(text: string): string | undefined {
  for (const { 0: word, index } of text.matchAll(/[\w-]+/g)) {
    const start = word.indexOf('eyJ');
    if (start === -1 || word.length - start < shortestHeader || text[index + word.length] !== '.') continue;
    return /^[\w-]+(?:\.[\w=-]*){1,4}/.exec(text.slice(index + start))?.[0];
  }
  return undefined;
}
