import { generateKeyPairSync } from 'node:crypto';
import { rsaKeyPair } from '../../../test/support/tokens/signing.js';
import { importSigningKeys } from './signing-key.js';

const [good, other] = [rsaKeyPair('good').jwk, rsaKeyPair('other').jwk];

const modulus = BigInt(`0x${Buffer.from(String(good.n), 'base64url').toString('hex')}`);
const numberText = (value: bigint): string => {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString('base64url');
};

/** An odd number of so many bits: whether it is the product of two primes nobody can tell. */
const modulusOf = (bits: number) => Buffer.alloc(bits / 8, 255).toString('base64url');

describe('importSigningKeys', () => {
  it('takes RSA keys as KeyObjects, by their kid', () => {
    const keys = importSigningKeys([good, other]);
    expect([...keys.keys()]).toEqual(['good', 'other']);
    expect(keys.get('good')?.publicKey.asymmetricKeyType).toBe('rsa');
  });

  it.each([
    ['no use', { use: undefined }],
    ['no alg', { alg: undefined }],
    ['key_ops verify', { key_ops: ['verify'] }],
    ['a kid of 256 characters', { kid: 'k'.repeat(256) }],
    ['8192 bits', { n: modulusOf(8_192) }],
    ['members of its own', { x5t: 'thumbprint', issuer: 'pool' }],
    ['the largest exponent that there is', { e: numberText((1n << 256n) - 1n) }],
  ])('takes a key with %s', (_name, changes) => {
    expect(importSigningKeys([{ ...good, ...changes }]).size).toBe(1);
  });

  const { publicKey: exponent3 } = generateKeyPairSync('rsa', { modulusLength: 2_048, publicExponent: 3 });
  const { publicKey: pss } = generateKeyPairSync('rsa-pss', { modulusLength: 2_048 });
  const { publicKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { publicKey: ed } = generateKeyPairSync('ed25519');
  const { privateKey } = rsaKeyPair('leaked');

  it.each<[string, unknown]>([
    ['for encryption', { ...good, use: 'enc' }],
    ['with an odd use', { ...good, use: 'SIG' }],
    ['with a null use', { ...good, use: null }],
    ['that may sign', { ...good, key_ops: ['sign'] }],
    ['that may verify and sign', { ...good, key_ops: ['verify', 'sign'] }],
    ['that may do nothing', { ...good, key_ops: [] }],
    ['with key_ops a string', { ...good, key_ops: 'verify' }],
    ['for RS512', { ...good, alg: 'RS512' }],
    ['for PS256', { ...good, alg: 'PS256' }],
    ['for HS256', { ...good, alg: 'HS256' }],
    ['of 1024 bits', rsaKeyPair('weak', 1_024).jwk],
    ['of 8200 bits', { ...good, n: modulusOf(8_200) }],
    ['of 2040 bits', rsaKeyPair('weak', 2_040).jwk],
    ['with the exponent 3', { ...exponent3.export({ format: 'jwk' }), kid: 'three' }],
    ['with the exponent 1', { ...good, e: 'AQ' }],
    ['with the exponent 0', { ...good, e: 'AA' }],
    ['with the exponent 65536', { ...good, e: 'AQAA' }],
    ['with an even exponent', { ...good, e: 'AQAC' }],
    ['with an exponent of 257 bits', { ...good, e: numberText((1n << 256n) + 1n) }],
    ['with its modulus as exponent', { ...good, e: good.n }],
    ['with an even modulus', { ...good, n: numberText(modulus - 1n) }],
    ['with no exponent', { ...good, e: undefined }],
    ['with an empty modulus', { ...good, n: '' }],
    ['with a modulus that is no string', { ...good, n: [good.n] }],
    ['with no modulus', { ...good, n: undefined }],
    ['with its private half', { ...privateKey.export({ format: 'jwk' }), kid: 'leaked' }],
    ['for RSA-PSS only', { kty: 'RSA-PSS', kid: 'pss', key: pss.export({ format: 'pem', type: 'spki' }) }],
    ['on an elliptic curve', { ...ec.export({ format: 'jwk' }), kid: 'ec' }],
    ['on Edwards curve', { ...ed.export({ format: 'jwk' }), kid: 'ed' }],
    ['that is symmetric', { kty: 'oct', k: 'c2VjcmV0', kid: 'oct' }],
    ['of RSA in lower case', { ...good, kty: 'rsa' }],
    ['without a kid', { ...good, kid: undefined }],
    ['with an empty kid', { ...good, kid: '' }],
    ['with a number as kid', { ...good, kid: 1 }],
    ['with an endless kid', { ...good, kid: 'k'.repeat(257) }],
    ['that is null', null],
    ['that is a string', 'key'],
    ['that is an array', [good]],
  ])('leaves out a key %s, without harm to the others', (_name, jwk) => {
    expect([...importSigningKeys([jwk, other]).keys()]).toEqual(['other']);
  });

  it('believes neither of two keys with one kid, nor a third', () => {
    const twin = { ...other, kid: 'good' };
    expect(importSigningKeys([good, twin]).size).toBe(0);
    expect(importSigningKeys([good, twin, good]).size).toBe(0);
    expect(importSigningKeys([good, { kid: 'good', kty: 'EC' }]).size).toBe(0);
  });
});
