/**
 * Decodes canonical base64url (RFC 4648, sections 3.5 and 5) and nothing looser: no padding, white space or other characters,
 * no stray bits at the end. Node decodes leniently, so the bytes are encoded again and compared.
 *
 * @returns undefined when the text is anything else, or empty.
 */
export function decodeBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length > 0 && bytes.toString('base64url') === text ? bytes : undefined;
}
