import passport from 'passport';
import { accessClaims } from '../../../test/support/tokens/claims.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { rsaKeyPair, signToken } from '../../../test/support/tokens/signing.js';
import { verifierOf } from '../../../test/support/tokens/verifier.js';
import { CognitoStrategy } from './cognito.strategy.js';
import type { TokenVerifier } from './token-verifier.js';

describe('CognitoStrategy', () => {
  const clock = new ManualClock();
  const key = rsaKeyPair('key');
  const claims = accessClaims(clock.seconds());
  const request = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  let strategy: CognitoStrategy | undefined;

  afterEach(() => {
    strategy?.onApplicationShutdown();
  });

  /** What the strategy tells passport, and with what. */
  async function outcome(verifier: Pick<TokenVerifier, 'verifyAtOnce'>, incoming: ReturnType<typeof request>) {
    const told: unknown[][] = [];
    const tell =
      (name: string) =>
      (...args: unknown[]) =>
        told.push([name, ...args]);
    strategy = new CognitoStrategy(verifier as TokenVerifier);
    const judged = Object.create(strategy) as CognitoStrategy;
    Object.assign(judged, { success: tell('success'), fail: tell('fail'), error: tell('error') });
    judged.authenticate(incoming);
    await new Promise((resolve) => setImmediate(resolve));
    return told;
  }

  it('ends in success for a good token, whether its key is at hand or not', async () => {
    const verifier = verifierOf({ clock, keys: [key] });
    const user = expect.objectContaining({ kind: 'user', sub: claims['sub'] }) as unknown;
    expect(await outcome(verifier, request(signToken(claims, key)))).toEqual([['success', user]]);
    expect(await outcome(verifier, request(signToken(claims, key)))).toEqual([['success', user]]);
  });

  it('fails a token that is to blame, at once or after asking for its key', async () => {
    const verifier = verifierOf({ clock, keys: [key] });
    const failure = (code: string) => [['fail', expect.objectContaining({ code }) as unknown, 401]];
    expect(await outcome(verifier, request('a.b.c'))).toEqual(failure('malformed'));
    const unknown = signToken(claims, { ...key, kid: 'other' });
    expect(await outcome(verifier, request(unknown))).toEqual(failure('unknown_key'));
    expect(await outcome(verifier, { headers: { authorization: '' } })).toEqual(failure('missing_token'));
  });

  it('reports as an error what is not the fault of the token', async () => {
    const noKeys = expect.objectContaining({ code: 'keys_unavailable' }) as unknown;
    expect(await outcome(verifierOf({ clock, keys: [] }), request(signToken(claims, key)))).toEqual([
      ['error', noKeys],
    ]);
    const bug = new TypeError('a bug');
    const broken = {
      verifyAtOnce: () => {
        throw bug;
      },
    };
    expect(await outcome(broken, request('a.b.c'))).toEqual([['error', bug]]);
  });

  /** What passport says to a request that asks for the strategy by name. */
  const asked = (name: string) =>
    new Promise<unknown>((resolve) => {
      const middleware = passport.authenticate(name, { session: false }) as (...args: unknown[]) => void;
      middleware(request(signToken(claims, key)), {}, resolve);
    });

  it('is known to passport by a name of its own, and only while its server runs', async () => {
    strategy = new CognitoStrategy(verifierOf({ clock, keys: [key] }));
    expect(await asked(strategy.passportName)).toBeUndefined();
    expect(await asked('jwt')).toMatchObject({ message: expect.stringContaining('Unknown') as unknown });
    strategy.onApplicationShutdown();
    expect(await asked(strategy.passportName)).toMatchObject({
      message: expect.stringContaining('Unknown') as unknown,
    });
  });
});
