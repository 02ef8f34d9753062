import { accessClaims, clientId, issuer } from '../../../test/support/tokens/claims.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { rsaKeyPair, signToken } from '../../../test/support/tokens/signing.js';
import { verifierOf } from '../../../test/support/tokens/verifier.js';
import { refusal } from '../refusal.js';
import { TokenVerifier } from './token-verifier.js';

const [key, other] = [rsaKeyPair('key'), rsaKeyPair('other')];

describe('TokenVerifier: what it remembers', () => {
  let clock: ManualClock;
  let keys: (typeof key)[];
  let verifier: TokenVerifier;
  let token: string;

  beforeEach(() => {
    clock = new ManualClock();
    keys = [key];
    verifier = verifierOf({ clock, keys });
    token = signToken(accessClaims(clock.seconds()), key);
  });

  it('recalls nothing that it has not verified', () => {
    expect(verifier.recall(token)).toBeUndefined();
  });

  it('says what the token says', async () => {
    const claims = accessClaims(clock.seconds(), { auth_time: clock.seconds() - 60, scope: 'openid  email ' });
    await expect(verifier.verify(signToken(claims, key))).resolves.toEqual({
      kind: 'user',
      issuer,
      clientId,
      scopes: ['openid', 'email'],
      tokenUse: 'access',
      expiresAt: claims['exp'],
      issuedAt: claims['iat'],
      sub: claims['sub'],
      username: claims['username'],
      groups: ['clinic-staff'],
      signedInAt: claims['auth_time'],
      sessionId: claims['origin_jti'],
      claimedClinicId: undefined,
      email: undefined,
    });
  });

  it('recalls a token until its exp and not a second longer', async () => {
    token = signToken(accessClaims(clock.seconds(), { exp: clock.seconds() + 200 }), key);
    const verified = await verifier.verify(token);
    clock.advance(199);
    expect(verifier.recall(token)).toBe(verified);
    clock.advance(1);
    expect(verifier.recall(token)).toBeUndefined();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'expired' });
  });

  it('verifies anew when the keys are so old that they must be asked for first', async () => {
    const verified = await verifier.verify(token);
    clock.advance(600);
    expect(verifier.recall(token)).toBeUndefined();
    await expect(verifier.verify(token)).resolves.toEqual(verified);
  });

  it('recalls exactly the token that it saw, not one that ends alike', async () => {
    await verifier.verify(token);
    const [head = '', , signature = ''] = token.split('.');
    const [, body = ''] = signToken(accessClaims(clock.seconds(), { 'cognito:groups': ['admin'] }), key).split('.');
    const forged = `${head}.${body}.${signature}`;
    expect(verifier.recall(forged)).toBeUndefined();
    await expect(verifier.verify(forged)).rejects.toMatchObject({ code: 'bad_signature' });
    // the forgery does not push the genuine one out
    expect(verifier.recall(token)).toBeDefined();
  });

  it('drops a token with its key', async () => {
    await verifier.verify(token);
    keys.splice(0, 1, other);
    clock.advance(300);
    // the first look only starts the refresh
    verifier.recall(token);
    await new Promise((resolve) => setImmediate(resolve));
    expect(verifier.recall(token)).toBeUndefined();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'unknown_key' });
  });

  it('drops a token whose key was exchanged under the same kid, and judges it by the new one', async () => {
    const forged = signToken(accessClaims(clock.seconds()), { ...other, kid: 'key' });
    await verifier.verify(token);
    keys.splice(0, 1, { ...other, kid: 'key', jwk: { ...other.jwk, kid: 'key' } });
    clock.advance(295);
    await expect(verifier.verify(forged)).rejects.toMatchObject({ code: 'bad_signature' });
    clock.advance(5);
    expect(verifier.refusalOf(forged)).toBeDefined();
    verifier.recall(token);
    await new Promise((resolve) => setImmediate(resolve));
    expect(verifier.recall(token)).toBeUndefined();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'bad_signature' });
    expect(verifier.refusalOf(forged)).toBeUndefined();
    // what was refused under the old key is not held against it under the new
    await expect(verifier.verify(forged)).resolves.toMatchObject({ kind: 'user' });
  });

  it('gives the reason of a refusal again for ten seconds', async () => {
    const refused = {
      expired: signToken(accessClaims(clock.seconds(), { exp: clock.seconds() - 1 }), key),
      malformed: 'a.b.c',
      wrong_issuer: signToken(accessClaims(clock.seconds(), { iss: 'https://elsewhere.example' }), key),
      wrong_token_use: signToken(accessClaims(clock.seconds(), { token_use: 'id' }), key),
      wrong_client: signToken(accessClaims(clock.seconds(), { client_id: 'another' }), key),
      bad_signature: signToken(accessClaims(clock.seconds()), { ...other, kid: 'key' }),
    };
    for (const [code, bad] of Object.entries(refused)) {
      expect(verifier.refusalOf(bad)).toBeUndefined();
      const error: unknown = await verifier.verify(bad).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code });
      clock.advance(9);
      expect(verifier.refusalOf(bad)?.error).toBe(error);
      clock.advance(1);
      expect(verifier.refusalOf(bad)).toBeUndefined();
    }
  });

  it('does not remember what passes: a token that is not valid yet, or whose key is not known', async () => {
    const early = signToken(accessClaims(clock.seconds(), { nbf: clock.seconds() + 61 }), key);
    await expect(verifier.verify(early)).rejects.toMatchObject({ code: 'not_yet_valid' });
    const foreign = signToken(accessClaims(clock.seconds()), other);
    await expect(verifier.verify(foreign)).rejects.toMatchObject({ code: 'unknown_key' });
    expect(verifier.refusalOf(early)).toBeUndefined();
    expect(verifier.refusalOf(foreign)).toBeUndefined();
    clock.advance(1);
    await expect(verifier.verify(early)).resolves.toMatchObject({ kind: 'user' });
  });

  it('does not hold an expiry against a token when the clock is set back', async () => {
    token = signToken(accessClaims(clock.seconds(), { exp: clock.seconds() + 100 }), key);
    clock.advance(100);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'expired' });
    clock.setBack(1);
    expect(verifier.refusalOf(token)).toBeUndefined();
    await expect(verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
  });

  it('forgets a refusal after ten seconds also when the clock is set back', async () => {
    const forged = signToken(accessClaims(clock.seconds()), { ...other, kid: 'key' });
    await expect(verifier.verify(forged)).rejects.toMatchObject({ code: 'bad_signature' });
    clock.setBack(600);
    clock.advance(5);
    expect(verifier.refusalOf(forged)).toBeUndefined();
    clock.setBack(-600);
    expect(verifier.refusalOf(forged)).toBeDefined();
    clock.setBack(600);
    clock.advance(605);
    expect(verifier.refusalOf(forged)).toBeUndefined();
  });

  it('takes a refused token for itself alone, not for one that ends alike', async () => {
    const [head = '', body = '', signature = ''] = token.split('.');
    const [, otherBody = ''] = signToken(accessClaims(clock.seconds()), key).split('.');
    await expect(verifier.verify(`${head}.${otherBody}.${signature}`)).rejects.toMatchObject({ code: 'bad_signature' });
    expect(verifier.refusalOf(`${head}.${body}.${signature}`)).toBeUndefined();
    await expect(verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
  });

  it('drops a verified token whose sign-in was ended, and knows whose it was', async () => {
    const holder = await verifier.verify(token);
    const error = verifier.revoke(token, refusal('revoked', {}));
    expect(verifier.recall(token)).toBeUndefined();
    expect(verifier.refusalOf(token)).toMatchObject({ error, holder });
  });

  it('forgets the end of a sign-in with the key that had signed the token', async () => {
    await verifier.verify(token);
    keys.splice(0, 1, other);
    clock.advance(295);
    verifier.revoke(token, refusal('revoked', {}));
    clock.advance(5);
    expect(verifier.refusalOf(token)).toMatchObject({ error: { code: 'revoked' } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(verifier.refusalOf(token)).toBeUndefined();
  });

  it('remembers no end of a sign-in for a token that it never verified', () => {
    verifier.revoke(token, refusal('revoked', {}));
    expect(verifier.refusalOf(token)).toBeUndefined();
  });
});
