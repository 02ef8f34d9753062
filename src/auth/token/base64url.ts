/** The last letters of a text that ends with 2 or with 3 letters of a group of four, where the others leave bits over. */
const lastOfTwo = 'AQgw';
const lastOfThree = 'AEIMQUYcgkosw048';

/**
 * Decodes canonical base64url (RFC 4648, sections 3.5 and 5) into the front of `into`, and nothing looser: no padding, white
 * space or foreign letters, no stray bits at the end. Node decodes leniently, but skips what it does not know, so that the
 * number of bytes gives such a text away; encoding them again to compare would cost three times as much.
 *
 * @returns the number of bytes, or -1 when the text is anything else or does not fit.
 */
export function decodeBase64url(text: string, into: Buffer): number {
  const length = into.write(text, 'base64url');
  return length > 0 && length === (text.length * 3) >> 2 && endsCanonically(text) && hasNoAlias(text) ? length : -1;
}

function endsCanonically(text: string): boolean {
  const rest = text.length % 4;
  if (rest === 0) return true;
  const last = text.charAt(text.length - 1);
  return rest === 2 ? lastOfTwo.includes(last) : rest === 3 && lastOfThree.includes(last);
}

/** Node reads `+` and `/` like `-` and `_`, and of a character beyond Latin-1 only the lower byte. */
const hasNoAlias = (text: string): boolean =>
  !text.includes('+') && !text.includes('/') && Buffer.byteLength(text) === text.length;
