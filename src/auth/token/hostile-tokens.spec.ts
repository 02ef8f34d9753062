import { accessClaims, clientId, idClaims } from '../../../test/support/tokens/claims.js';
import { wrongIdentity, wrongOrigin, wrongTimes } from '../../../test/support/tokens/hostile/claims.js';
import { controlTokens } from '../../../test/support/tokens/hostile/control-tokens.js';
import { handSignedToken, wrongPaddings } from '../../../test/support/tokens/hostile/encoded-messages.js';
import { misshapen, wrongHeaders } from '../../../test/support/tokens/hostile/form.js';
import { wrongJson } from '../../../test/support/tokens/hostile/json.js';
import { foreignKeys, wrongSignatures } from '../../../test/support/tokens/hostile/signatures.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { rsaKeyPair, signToken } from '../../../test/support/tokens/signing.js';
import { verifierOf } from '../../../test/support/tokens/verifier.js';
import type { TokenVerifier } from './token-verifier.js';

const clock = new ManualClock();
const now = clock.seconds();
const key = rsaKeyPair('pool/key+1=');
const hostile = [
  misshapen,
  wrongHeaders,
  foreignKeys,
  wrongSignatures,
  wrongPaddings,
  wrongJson,
  wrongOrigin,
  wrongTimes,
  wrongIdentity,
].flatMap((group) => group(now, key));
const controls = controlTokens(now, key);

describe('tokens that must be refused, each for its own reason', () => {
  let verifier: TokenVerifier;

  // each has a verifier of its own, so that none spends the reads for unknown key ids of another
  beforeEach(() => {
    verifier = verifierOf({ clock, keys: [key] });
  });

  it('are at least 150, with at least 16 controls, all different', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(150);
    expect(controls.length).toBeGreaterThanOrEqual(16);
    expect(new Set(hostile.map(({ name }) => name)).size).toBe(hostile.length);
    expect(new Set([...hostile, ...controls].map(({ token }) => token)).size).toBe(hostile.length + controls.length);
  });

  it.each(hostile)('$name: $code', async ({ token, code }) => {
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'AppError', code });
    // and for the same reason when it comes again
    expect(verifier.recall(token)).toBeUndefined();
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'AppError', code });
  });

  it.each(hostile)('$name: says why to the log, and nothing of the token itself', async ({ token }) => {
    const error = (await verifier.verify(token).catch((thrown: unknown) => thrown)) as {
      reason: string;
      detail?: string;
    };
    expect(error.reason).toMatch(/^[^\n]{5,199}$/);
    const parts = token.split('.').filter((part) => part.length > 20);
    for (const part of parts) expect(`${error.reason} ${error.detail ?? ''}`).not.toContain(part);
  });
});

describe('tokens sent by mistake', () => {
  const good = signToken(accessClaims(now), key);

  it.each([
    ['an ID token', signToken(idClaims(now), key), /access token/],
    ['a refresh token', `${good}.a.b`, /refresh token/],
    ['an expired token', signToken(accessClaims(now, { exp: now }), key), /refresh/i],
    ['a token of another algorithm', signToken(accessClaims(now), key, { alg: 'ES256' }), /RS256/],
  ])('are met with what to do: %s', async (_name, token, detail) => {
    const error: unknown = await verifierOf({ clock, keys: [key] })
      .verify(token)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ detail: expect.stringMatching(detail) as unknown });
  });
});

describe('tokens that must be accepted', () => {
  const verifier = verifierOf({ clock, keys: [key] });

  it.each(controls)('$name', async ({ token }) => {
    const verified = await verifier.verify(token);
    expect(verifier.recall(token)).toBe(verified);
    expect(Object.isFrozen(verified)).toBe(true);
    expect(Object.isFrozen(verified.scopes)).toBe(true);
  });

  it('one signed by hand in the one right encoding, beside all the wrong ones', async () => {
    await expect(verifier.verify(handSignedToken(now, key))).resolves.toMatchObject({ kind: 'user' });
  });

  it('an ID token, only where the settings say so; its clinic never counts (docs/cognito-facts.md#a1)', async () => {
    const token = signToken(idClaims(now), key);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'wrong_token_use' });
    const forIdTokens = verifierOf({ clock, keys: [key], tokenUses: ['id'] });
    await expect(forIdTokens.verify(token)).resolves.toMatchObject({
      kind: 'user',
      tokenUse: 'id',
      email: 'ada@sunrise-eye.com',
      claimedClinicId: undefined,
    });
    const wrong = [
      [{ aud: 'another' }, 'wrong_client'],
      [{ aud: [clientId] }, 'wrong_client'],
      [{ aud: undefined, client_id: clientId }, 'wrong_client'],
      [{ 'cognito:username': undefined, username: 'ada' }, 'malformed'],
      [{ 'cognito:username': '' }, 'malformed'],
    ] as const;
    for (const [changes, code] of wrong) {
      await expect(forIdTokens.verify(signToken(idClaims(now, changes), key))).rejects.toMatchObject({ code });
    }
    const accessToken = controls[0]?.token ?? '';
    await expect(forIdTokens.verify(accessToken)).rejects.toMatchObject({
      code: 'wrong_token_use',
      detail: expect.stringContaining('ID token') as unknown,
    });
  });
});
