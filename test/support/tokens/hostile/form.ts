import { accessClaims } from '../claims.js';
import { type KeyPair, signToken } from '../signing.js';
import type { HostileToken } from './hostile-token.js';

/** Tokens that are not three parts of canonical base64url. */
export function misshapen(now: number, key: KeyPair): readonly HostileToken[] {
  const good = signToken(accessClaims(now), key);
  const [head = '', body = '', signature = ''] = good.split('.');
  const shapes: Record<string, string> = {
    'no dots': head + body + signature,
    'one dot': `${head}.${body}`,
    'three dots': `${good}.`,
    'five parts, like a refresh token': `${good}.${body}.${signature}`,
    'only dots': '..',
    'empty header': `.${body}.${signature}`,
    'empty payload': `${head}..${signature}`,
    'empty signature': `${head}.${body}.`,
    'a dot in front': `.${good}`,
    'padding after the header': `${head}=.${body}.${signature}`,
    'padding after the payload': `${head}.${body}=.${signature}`,
    'padding after the signature': `${good}==`,
    'a space inside': `${head}.${body} .${signature}`,
    'a line break at the end': `${good}\n`,
    'a line break inside': `${head}.${body.slice(0, 40)}\r\n${body.slice(40)}.${signature}`,
    'a tab inside': `${head}\t.${body}.${signature}`,
    'a NUL inside': `${head}.${body}\u0000.${signature}`,
    'a NUL at the end': `${good}\u0000`,
    'a letter outside ASCII that decodes like one inside': `${head}.${body}.${signature.slice(0, -1)}\u0141`,
    'a full-width letter': `${head}.${body}\uff21.${signature}`,
    'standard base64 in the payload': `${head}.${Buffer.from('{"a":"\u00fb\u00ff\u00fe\u00fb\u00ff"}').toString('base64')}.${signature}`,
    'a plus in the signature': `${head}.${body}.+${signature.slice(1)}`,
    'a slash in the signature': `${head}.${body}./${signature.slice(1)}`,
    'stray bits after the signature': `${head}.${body}.${strayBits(signature)}`,
    'a length that no base64 has': `${head}.A.${signature}`,
    'percent-encoded dots': good.replaceAll('.', '%2e'),
    'quotes around it': `"${good}"`,
    'a JSON serialisation instead': JSON.stringify({ payload: body, protected: head, signature }),
  };
  return Object.entries(shapes).map(([name, token]) => ({ name: `shape: ${name}`, token, code: 'malformed' }));
}

/** Sets a bit that the last letter of a signature has beyond the last byte: it decodes to the same bytes. */
function strayBits(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return signature.slice(0, -1) + (alphabet[alphabet.indexOf(signature.slice(-1)) + 1] ?? '');
}

/** Tokens signed by the pool's own key under a header that the pool would not write. */
export function wrongHeaders(now: number, key: KeyPair): readonly HostileToken[] {
  const claims = accessClaims(now);
  const replaced: Record<string, object> = {
    'alg none': { alg: 'none' },
    'alg None': { alg: 'None' },
    'alg in lower case': { alg: 'rs256' },
    'alg with a space': { alg: 'RS256 ' },
    'alg RS384': { alg: 'RS384' },
    'alg RS512': { alg: 'RS512' },
    'alg PS256': { alg: 'PS256' },
    'alg ES256': { alg: 'ES256' },
    'alg EdDSA': { alg: 'EdDSA' },
    'alg HS256': { alg: 'HS256' },
    'alg RSA-OAEP': { alg: 'RSA-OAEP' },
    'no alg': { alg: undefined },
    'alg null': { alg: null },
    'alg an array': { alg: ['RS256'] },
    'alg an object': { alg: { toString: 'RS256' } },
    'alg a number': { alg: 256 },
    'no kid': { kid: undefined },
    'kid empty': { kid: '' },
    'kid null': { kid: null },
    'kid a number': { kid: 1 },
    'kid an array': { kid: [key.kid] },
    'kid an object': { kid: { kid: key.kid } },
    'kid of 257 characters': { kid: 'k'.repeat(257) },
    'crit empty': { crit: [] },
    'crit exp': { crit: ['exp'], exp: now + 60 },
    'crit b64': { crit: ['b64'], b64: false },
    'crit unknown': { crit: ['http://example.com/understood'] },
    'crit null': { crit: null },
    'b64 false': { b64: false },
    'b64 true': { b64: true },
    'cty JWT': { cty: 'JWT' },
    'cty empty': { cty: '' },
    'typ JWE': { typ: 'JWE' },
    'typ in lower case': { typ: 'jwt' },
    'typ secevent+jwt': { typ: 'secevent+jwt' },
    'typ dpop+jwt': { typ: 'dpop+jwt' },
    'typ a number': { typ: 1 },
    'typ null': { typ: null },
    'typ empty': { typ: '' },
  };
  return Object.entries(replaced).map(([name, changes]) => ({
    name: `header: ${name}`,
    token: signToken(claims, key, changes),
    code: 'malformed',
  }));
}
