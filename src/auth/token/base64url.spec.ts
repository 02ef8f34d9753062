import { decodeBase64url } from './base64url.js';

it.each(['QQ', 'QUI', 'QUJD', 'QUJDRA', '-_-_', 'AA', 'AAA'])('decodes %j', (text) => {
  expect(decodeBase64url(text)).toEqual(Buffer.from(text, 'base64url'));
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
])('refuses %s', (_what, text) => {
  expect(decodeBase64url(text)).toBeUndefined();
});
