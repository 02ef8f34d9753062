import { accessClaims } from '../../../test/support/tokens/claims.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { mutations } from '../../../test/support/tokens/hostile/mutations.js';
import { rsaKeyPair, signToken } from '../../../test/support/tokens/signing.js';
import { verifierOf } from '../../../test/support/tokens/verifier.js';

const clock = new ManualClock();
const key = rsaKeyPair('key');

/**
 * `npm run fuzz:tokens` asks for a million mutations; mutation testing of the sources, for each mutant, is content with
 * fewer.
 */
const { mutationCount = 20_000, requestCount = 10_000 } = globalThis as {
  mutationCount?: number;
  requestCount?: number;
};

describe('a genuine token, changed', () => {
  it(`is never accepted, over ${mutationCount} seeded mutations`, async () => {
    const verifier = verifierOf({ clock, keys: [key, rsaKeyPair('other')] });
    const genuine = signToken(accessClaims(clock.seconds()), key);
    await verifier.verify(genuine);
    const accepted: string[] = [];
    for (const mutant of mutations({ genuine, seed: 20_261_123, count: mutationCount })) {
      const isAccepted = await verifier.verify(mutant).then(
        () => true,
        () => false,
      );
      if (isAccepted || verifier.recall(mutant) !== undefined) accepted.push(mutant);
    }
    expect(accepted).toEqual([]);
    // and nothing of it spoils the genuine one
    expect(verifier.recall(genuine)).toBeDefined();
  });
});

describe('50 users at once', () => {
  it(`are never mixed up over ${requestCount} interleaved requests`, async () => {
    const verifier = verifierOf({ clock, keys: [key] });
    const users = Array.from({ length: 50 }, (_, index) => {
      const claims = accessClaims(clock.seconds(), { username: `user-${index}` });
      return { claims, token: signToken(claims, key) };
    });
    const requests = Array.from({ length: requestCount }, (_, index) => users[(index * 7_919) % users.length]);
    const seen = await Promise.all(
      requests.map(async (user) => {
        await Promise.resolve();
        const token = user?.token ?? '';
        return verifier.recall(token) ?? verifier.verify(token);
      }),
    );
    const mixedUp = seen.filter((verified, index) => {
      const claims = requests[index]?.claims;
      return verified.kind !== 'user' || verified.sub !== claims?.['sub'] || verified.username !== claims['username'];
    });
    expect(mixedUp).toEqual([]);
  });
});
