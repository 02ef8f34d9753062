import { randomOf } from '../../../test/support/random.js';
import { decodeBase64url } from './base64url.js';

const into = Buffer.alloc(64);

/** What RFC 4648 calls canonical: there is no other text for the same bytes. */
const isCanonical = (text: string): boolean =>
  text !== '' && /^[\w-]*$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text;

it.each(['QQ', 'QUI', 'QUJD', 'QUJDRA', '-_-_', 'AA', 'AAA'])('decodes %j', (text) => {
  const length = decodeBase64url(text, into);
  expect(into.subarray(0, length)).toEqual(Buffer.from(text, 'base64url'));
});

it.each([
  ['nothing', ''],
  ['padding', 'QQ=='],
  ['a single letter', 'Q'],
  ['a letter too many', 'QUJDR'],
  ['stray bits after one byte', 'QR'],
  ['stray bits after two bytes', 'QUJ'],
  ['the letters of plain base64', '+/+/'],
  ['white space', 'QU JD'],
  ['a line break at the end', 'QUJD\n'],
  ['a character whose lower byte is a letter', 'QUJ\u0144'],
  ['a Latin-1 character', 'QUJDRAé'],
  ['more than there is room for', 'A'.repeat(88)],
])('refuses %s', (_what, text) => {
  expect(decodeBase64url(text, into)).toBe(-1);
});

it('takes exactly the canonical ones of many random texts', () => {
  const random = randomOf(4648);
  const plain = Array.from('AQgwEIMUYz09-_');
  const odd = [...plain, '+', '/', '=', ' ', '\n', '\0', 'é', '\u0141', '\u{1f600}'];
  let taken = 0;
  for (let i = 0; i < 20_000; i++) {
    const letters = random.next() < 0.7 ? plain : odd;
    const text = Array.from({ length: Math.floor(random.next() * 13) }, () => random.pick(letters)).join('');
    const length = decodeBase64url(text, into);
    expect([text, length !== -1]).toEqual([text, isCanonical(text)]);
    if (length !== -1) taken++;
  }
  expect(taken).toBeGreaterThan(1_000);
});
