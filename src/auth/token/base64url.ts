/**
 * Decodes canonical base64url (RFC 4648, sections 3.5 and 5) into the front of `into`. Node decodes leniently, so the bytes
 * must encode back to the same text: that rules out padding, white space, foreign letters and stray bits at the end alike.
 *
 * @returns the number of bytes, or -1 when the text is anything else or does not fit.
 */
export function decodeBase64url(text: string, into: Buffer): number {
  const length = into.write(text, 'base64url');
  return length > 0 && into.toString('base64url', 0, length) === text ? length : -1;
}
