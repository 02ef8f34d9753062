import { ManualClock } from '../../../test/support/manual-clock.js';
import { rsaKeyPair } from '../../../test/support/tokens/signing.js';
import { KeyStore } from './key-store.js';

describe('what a key store counts and says', () => {
  const { jwk } = rsaKeyPair('key');
  let clock: ManualClock;
  let readKeys: () => Promise<readonly unknown[]>;
  let store: KeyStore;

  beforeEach(async () => {
    clock = new ManualClock();
    readKeys = () => Promise.resolve([jwk]);
    store = new KeyStore({ readKeys: () => readKeys(), clock, random: () => 1 });
    await store.warm();
  });

  const down = () => Promise.reject(new Error('down'));

  it('counts a read and nothing else in good weather', async () => {
    clock.advance(299);
    store.peek('key');
    await store.find('key');
    expect(store.metrics).toEqual({
      reads: 1,
      failures: 0,
      staleAnswers: 0,
      unknownKids: 0,
      unknownKidsUnasked: 0,
      unavailable: 0,
    });
  });

  it('counts the answers given with old keys, and those not given', async () => {
    readKeys = down;
    clock.advance(86_399);
    await store.find('key');
    expect(store.metrics).toMatchObject({ failures: 1, staleAnswers: 1, unavailable: 0 });
    clock.advance(1);
    // though a read has just failed: for what is too old no outage is an excuse
    expect(store.peek('key')).toBeUndefined();
    await expect(store.find('key')).rejects.toMatchObject({ code: 'keys_unavailable' });
    expect(store.metrics).toMatchObject({ staleAnswers: 1, unavailable: 1 });
  });

  it('lets look-ups for unknown ids wait for a read under way, at no cost to their budget', async () => {
    let answer = () => undefined as unknown;
    readKeys = () =>
      new Promise(
        (resolve) =>
          (answer = () => {
            resolve([jwk]);
          }),
      );
    clock.advance(300);
    store.peek('key');
    const found = Promise.allSettled(['a', 'b', 'c', 'd'].map((kid) => store.find(kid)));
    answer();
    for (const each of await found) expect(each).toMatchObject({ reason: { code: 'unknown_key' } });
    expect(store.metrics).toMatchObject({ reads: 2, unknownKids: 4, unknownKidsUnasked: 0, unavailable: 0 });
  });

  it('names the id that it does not know, and no more of it than a log can bear', async () => {
    await expect(store.find('stranger')).rejects.toMatchObject({
      reason: expect.stringContaining('"stranger"') as unknown,
    });
    const error: unknown = await store.find('x'.repeat(256)).catch((thrown: unknown) => thrown);
    expect((error as { reason: string }).reason.length).toBeLessThan(200);
  });
});
