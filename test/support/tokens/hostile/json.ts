import { sign } from 'node:crypto';
import { accessClaims } from '../claims.js';
import { base64url, type KeyPair, signTexts } from '../signing.js';
import type { HostileToken } from './hostile-token.js';

const compact = JSON.stringify;
const header = (key: KeyPair) => ({ kid: key.kid, alg: 'RS256' });

/** Tokens signed by the pool's own key over texts that are not one plain JSON object. */
export function wrongJson(now: number, key: KeyPair): readonly HostileToken[] {
  const head = compact(header(key));
  const claims = compact(accessClaims(now));
  const payloads: Record<string, string> = {
    'an array': `[${claims}]`,
    'a string': compact(claims),
    'a number': '1',
    null: 'null',
    'no JSON': 'sub=1',
    'two objects': claims + claims,
    'a comma at the end': claims.replace(/}$/, ',}'),
    'a comment': claims.replace(/^{/, '{/* */'),
    'single quotes': claims.replaceAll('"', "'"),
    'a byte order mark': `\ufeff${claims}`,
    'a NUL at the end': `${claims}\u0000`,
    'NaN as exp': claims.replace(/"exp":\d+/, '"exp":NaN'),
    'sub twice': claims.replace(/^{/, '{"sub":"00000000-0000-4000-8000-000000000000",'),
    'sub twice, once escaped': claims.replace(/^{/, '{"\\u0073ub":"00000000-0000-4000-8000-000000000000",'),
    'groups twice': claims.replace(/}$/, ',"cognito:groups":["admin"]}'),
    'groups twice, spaced': claims.replace(/}$/, ' , "cognito:groups" : ["admin"] }'),
    'a name twice inside a claim': claims.replace(/}$/, ',"context":{"a":1,"a":2}}'),
    'a name twice, made up for by short numbers': claims.replace(/}$/, ',"x":1e20,"scope":"admin"}'),
    'nested too deep': claims.replace(/}$/, `,"deep":${'['.repeat(50)}${']'.repeat(50)}}`),
    'nested very deep': claims.replace(/}$/, `,"deep":${'{"a":'.repeat(700)}1${'}'.repeat(700)}}`),
  };
  const headers: Record<string, string> = {
    'an array': `[${head}]`,
    'alg twice': head.replace(/^{/, '{"alg":"none",'),
    'kid twice': head.replace(/}$/, ',"kid":"other"}'),
    'kid twice, once escaped': head.replace(/}$/, ',"\\u006bid":"other"}'),
    null: 'null',
    'a byte order mark': `\ufeff${head}`,
  };
  const invalidUtf8 = (text: string, byte: number): string => {
    const bytes = Buffer.from(text);
    bytes[text.indexOf('aws.cognito')] = byte;
    const signed = `${base64url(head)}.${base64url(bytes)}`;
    return `${signed}.${base64url(sign('sha256', Buffer.from(signed), key.privateKey))}`;
  };
  return [
    ...Object.entries(payloads).map(([name, text]): HostileToken => ({
      name: `payload: ${name}`,
      token: signTexts(head, text, key.privateKey),
      code: 'malformed',
    })),
    ...Object.entries(headers).map(([name, text]): HostileToken => ({
      name: `header text: ${name}`,
      token: signTexts(text, claims, key.privateKey),
      code: 'malformed',
    })),
    ...[0xff, 0xc0, 0x80, 0xed].map((byte): HostileToken => ({
      name: `payload: byte ${byte.toString(16)} is not UTF-8`,
      token: invalidUtf8(claims, byte),
      code: 'malformed',
    })),
  ];
}
