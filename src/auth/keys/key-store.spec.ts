import { ManualClock } from '../../../test/support/manual-clock.js';
import { rsaKeyPair } from '../../../test/support/tokens/signing.js';
import type { AppError } from '../../errors/app-error.js';
import { KeyStore } from './key-store.js';

const [first, second] = [rsaKeyPair('first').jwk, rsaKeyPair('second').jwk];
const minute = 60;
const hour = 60 * minute;

/** A key server of which the test decides when and how it answers. */
class Upstream {
  reads = 0;
  keys: readonly unknown[] | 'down' | 'hanging' = [first];
  private waiting: (() => void)[] = [];

  readonly readKeys = async (): Promise<readonly unknown[]> => {
    this.reads++;
    const { keys } = this;
    if (keys === 'hanging') await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (typeof keys === 'string') throw new Error('down');
    return keys;
  };

  /** Lets every hanging read fail, as its time limit would. */
  timeOut(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

describe('KeyStore', () => {
  let clock: ManualClock;
  let upstream: Upstream;
  let store: KeyStore;
  let outages: string[];

  beforeEach(() => {
    clock = new ManualClock();
    upstream = new Upstream();
    outages = [];
    store = new KeyStore({
      readKeys: upstream.readKeys,
      clock,
      random: () => 1,
      onOutage: (message) => outages.push(`begins: ${message}`),
      onRecovery: () => outages.push('ends'),
    });
  });

  /** Lets background work come to its end. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  describe('in good weather', () => {
    it('is warm after one read, and reads no more for five minutes', async () => {
      expect(store.ready).toBe(false);
      await store.warm();
      expect(store.ready).toBe(true);
      clock.advance(5 * minute - 1);
      expect(store.peek('first')?.kid).toBe('first');
      await store.find('first');
      await store.warm();
      expect(upstream.reads).toBe(1);
    });

    it('makes one read for any number of look-ups at once', async () => {
      await Promise.all(Array.from({ length: 100 }, () => store.find('first')));
      expect(upstream.reads).toBe(1);
    });

    it('refreshes in the background, and answers meanwhile', async () => {
      await store.warm();
      clock.advance(5 * minute);
      upstream.keys = [first, second];
      expect(store.peek('first')).toBeDefined();
      expect(store.peek('second')).toBeUndefined();
      await settle();
      expect(store.peek('second')).toBeDefined();
      expect(upstream.reads).toBe(2);
      expect(outages).toEqual([]);
    });

    it('keeps the identity of a key that stays the same, and changes it with the key', async () => {
      const before = await store.find('first');
      clock.advance(5 * minute);
      store.peek('first');
      await settle();
      expect(store.peek('first')).toBe(before);
      upstream.keys = [rsaKeyPair('first').jwk];
      clock.advance(5 * minute);
      store.peek('first');
      await settle();
      expect(store.peek('first')).not.toBe(before);
    });

    it('refuses a removed key within 15 minutes, busy or idle', async () => {
      upstream.keys = [first, second];
      await store.warm();
      upstream.keys = [second];
      // idle: no look-up comes until the keys are old; then it waits for a read instead of using them
      clock.advance(10 * minute);
      expect(store.peek('first')).toBeUndefined();
      await expect(store.find('first')).rejects.toMatchObject({ code: 'unknown_key' });
      await expect(store.find('second')).resolves.toMatchObject({ kid: 'second' });
    });

    it('refuses a removed key within 15 minutes also when the clock is set back', async () => {
      upstream.keys = [first, second];
      await store.warm();
      upstream.keys = [second];
      clock.setBack(hour);
      clock.advance(10 * minute);
      expect(store.peek('first')).toBeUndefined();
      await expect(store.find('first')).rejects.toMatchObject({ code: 'unknown_key' });
    });
  });

  describe('in an outage', () => {
    it('asks again in time also when the clock is set back, for known keys and for unknown ids', async () => {
      upstream.keys = 'down';
      await store.warm();
      clock.setBack(10 * minute);
      clock.advance(1);
      upstream.keys = [first];
      await expect(store.find('first')).resolves.toMatchObject({ kid: 'first' });
      await expect(store.find('second')).rejects.toMatchObject({ code: 'unknown_key' });
      upstream.keys = [first, second];
      clock.setBack(10 * minute);
      clock.advance(8);
      await expect(store.find('second')).resolves.toMatchObject({ kid: 'second' });
    });

    it('answers 503 with Retry-After while there are no keys at all, and never waits twice for one failure', async () => {
      upstream.keys = 'down';
      await store.warm();
      expect(store.ready).toBe(false);
      await expect(store.find('first')).rejects.toMatchObject({ code: 'keys_unavailable', retryAfter: 1 });
      expect(upstream.reads).toBe(1);
      upstream.keys = [first];
      clock.advance(1);
      await expect(store.find('first')).resolves.toMatchObject({ kid: 'first' });
      expect(outages).toEqual(['begins: down', 'ends']);
    });

    it('serves the keys at hand for 24 hours, and not a second longer', async () => {
      await store.warm();
      upstream.keys = 'down';
      for (let elapsed = 0; elapsed < 24 * hour - minute; elapsed += minute) {
        clock.advance(minute);
        await expect(store.find('first')).resolves.toMatchObject({ kid: 'first' });
        await settle();
      }
      expect(store.metrics.staleAnswers).toBeGreaterThan(1_000);
      clock.advance(minute);
      expect(store.ready).toBe(false);
      expect(store.peek('first')).toBeUndefined();
      await expect(store.find('first')).rejects.toMatchObject({ code: 'keys_unavailable' });
      upstream.keys = [first];
      clock.advance(minute);
      await expect(store.find('first')).resolves.toMatchObject({ kid: 'first' });
    });

    it('makes nobody wait for a server that hangs while there are keys', async () => {
      await store.warm();
      clock.advance(9 * minute);
      upstream.keys = 'hanging';
      expect(store.peek('first')).toBeDefined();
      expect(upstream.reads).toBe(2);
      upstream.timeOut();
      await settle();
      clock.advance(1.5 * minute);
      expect(store.peek('first')).toBeDefined();
      expect(upstream.reads).toBe(3);
      upstream.timeOut();
      await settle();
      expect(store.peek('first')).toBeDefined();
    });

    it('backs off, doubling up to a minute, and no further', async () => {
      upstream.keys = 'down';
      const waits: number[] = [];
      for (let failure = 0; failure < 9; failure++) {
        const error = (await store.find('first').catch((thrown: unknown) => thrown)) as { retryAfter: number };
        waits.push(error.retryAfter);
        clock.advance(error.retryAfter);
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
      expect(outages).toEqual(['begins: down']);
    });

    it('spreads the retries of many instances over half the wait', async () => {
      upstream.keys = 'down';
      const early = new KeyStore({ readKeys: upstream.readKeys, clock, random: () => 0 });
      await early.warm();
      await store.warm();
      upstream.keys = [first];
      clock.advance(0.5);
      await early.warm();
      await store.warm();
      expect([early.ready, store.ready]).toEqual([true, false]);
      expect(early.metrics.failures).toBe(1);
    });

    it.each<[string, readonly unknown[]]>([
      ['no keys', []],
      ['no key that may verify', [{ ...first, use: 'enc' }]],
    ])('takes a JWKS with %s for an outage and goes on with the keys at hand', async (_name, keys) => {
      await store.warm();
      upstream.keys = keys;
      clock.advance(10 * minute);
      await expect(store.find('first')).resolves.toMatchObject({ kid: 'first' });
      expect(store.metrics).toMatchObject({ reads: 2, failures: 1, staleAnswers: 1 });
    });

    it('says 503 and not 401 of a key id that it cannot look for: it may be a new key', async () => {
      await store.warm();
      upstream.keys = 'down';
      await expect(store.find('second')).rejects.toMatchObject({ code: 'keys_unavailable' });
      await expect(store.find('second')).rejects.toMatchObject({ code: 'keys_unavailable' });
      await expect(store.find('first')).resolves.toMatchObject({ kid: 'first' });
      expect(upstream.reads).toBe(2);
      upstream.keys = [first, second];
      clock.advance(1);
      await expect(store.find('second')).resolves.toMatchObject({ kid: 'second' });
    });
  });

  describe('under key ids that nobody knows', () => {
    it('looks once for a new id, and remembers it for a while when it was in vain', async () => {
      await store.warm();
      for (let i = 0; i < 20; i++) {
        await expect(store.find('stranger')).rejects.toMatchObject({ code: 'unknown_key' });
      }
      expect(upstream.reads).toBe(2);
      expect(store.metrics).toMatchObject({ unknownKids: 20, unknownKidsUnasked: 19 });
    });

    it('finds a rotated key at its first use', async () => {
      await store.warm();
      upstream.keys = [first, second];
      await expect(store.find('second')).resolves.toMatchObject({ kid: 'second' });
    });

    it('answers a flood with at most 10 reads a minute, and valid tokens as ever', async () => {
      await store.warm();
      const before = upstream.reads;
      const answers = new Map<string, number>();
      for (let tenth = 0; tenth < 600; tenth++) {
        clock.advance(0.1);
        const error: unknown = await store.find(`flood-${tenth}`).catch((thrown: unknown) => thrown);
        const { code } = error as AppError;
        answers.set(code, (answers.get(code) ?? 0) + 1);
        expect(store.peek('first')).toBeDefined();
      }
      expect(upstream.reads - before).toBeLessThanOrEqual(10);
      // 401 where the pool was asked, 503 where nobody could tell
      expect([...answers.keys()].sort()).toEqual(['keys_unavailable', 'unknown_key']);
      expect(answers.get('unknown_key')).toBe(upstream.reads - before);
    });

    it('says 503 and when to come back of an id that it has no reads left to look for: it may be a new key', async () => {
      await store.warm();
      for (const kid of ['a', 'b']) await expect(store.find(kid)).rejects.toMatchObject({ code: 'unknown_key' });
      upstream.keys = [first, second];
      clock.advance(5);
      await expect(store.find('second')).rejects.toMatchObject({ code: 'keys_unavailable', retryAfter: 3 });
      // what was looked for in vain is known to be missing, budget or not
      await expect(store.find('a')).rejects.toMatchObject({ code: 'unknown_key' });
      clock.advance(3);
      await expect(store.find('second')).resolves.toMatchObject({ kid: 'second' });
    });

    it('lets a new key in within 10 seconds, flood or not, known to be missing before or not', async () => {
      await store.warm();
      const flood = async (name: string) => {
        for (let i = 0; i < 12; i++) await store.find(`${name}-${i}`).catch(() => undefined);
      };
      await expect(store.find('second')).rejects.toMatchObject({ code: 'unknown_key' });
      await flood('early');
      upstream.keys = [first, second];
      let waited = 0;
      while (!(await store.find('second').catch(() => undefined))) {
        clock.advance(1);
        waited += 1;
        await flood(`second-${waited}`);
      }
      expect(waited).toBeLessThanOrEqual(10);
    });

    it('remembers only so many', async () => {
      await store.warm();
      for (let i = 0; i < 5_000; i++) await store.find(`flood-${i}`).catch(() => undefined);
      expect(upstream.reads).toBeLessThanOrEqual(3);
    });
  });
});
