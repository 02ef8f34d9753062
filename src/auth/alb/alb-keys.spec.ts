import { createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import { albKeyPair } from '../../../test/support/server/load-balancer.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import type { AppError } from '../../errors/app-error.js';
import { AlbKeys } from './alb-keys.js';

const [first, second] = [albKeyPair(), albKeyPair()];
const minute = 60;
const hour = 60 * minute;

describe('AlbKeys', () => {
  let clock: ManualClock;
  let published: Map<string, KeyObject>;
  let weather: 'fair' | 'down' | Promise<void>;
  let reads: string[];
  let told: string[];
  let keys: AlbKeys;

  beforeEach(() => {
    clock = new ManualClock();
    published = new Map([first, second].map(({ kid, pem }) => [kid, createPublicKey(pem)]));
    weather = 'fair';
    reads = [];
    told = [];
    keys = new AlbKeys({
      readKey: async (kid) => {
        reads.push(kid);
        if (weather === 'down') throw new Error('down');
        if (weather !== 'fair') await weather;
        return published.get(kid);
      },
      clock,
      random: () => 1,
      onOutage: (message) => told.push(`begins: ${message}`),
      onRecovery: () => told.push('ends'),
    });
  });

  const find = (kid: string, caller = 'ada') => keys.find(kid, caller);
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const codeFor = async (kid: string, caller?: string) => {
    const error: unknown = await find(kid, caller).catch((thrown: unknown) => thrown);
    return (error as Partial<AppError>).code ?? 'found';
  };

  it('reads a key once for any number of look-ups, and again in the background after five minutes', async () => {
    const found = await Promise.all(Array.from({ length: 100 }, () => find(first.kid)));
    expect(new Set(found)).toEqual(new Set([published.get(first.kid)]));
    clock.advance(5 * minute - 1);
    await find(first.kid);
    expect(reads).toHaveLength(1);
    clock.advance(1);
    weather = new Promise(() => undefined);
    await expect(find(first.kid)).resolves.toBe(published.get(first.kid));
    expect(reads).toHaveLength(2);
  });

  it('refuses a key that was taken away within 15 minutes, busy or idle', async () => {
    await find(first.kid);
    await find(second.kid);
    published.clear();
    clock.advance(5 * minute);
    await find(second.kid);
    await settle();
    expect(await codeFor(second.kid)).toBe('unknown_key');
    clock.advance(5 * minute);
    expect(await codeFor(first.kid)).toBe('unknown_key');
  });

  it('refuses a key that was taken away in time also when the clock is set back', async () => {
    await find(first.kid);
    published.clear();
    clock.setBack(60 * minute);
    clock.advance(10 * minute);
    expect(await codeFor(first.kid)).toBe('unknown_key');
  });

  it('serves the keys at hand through an outage for 24 hours, and not a second longer', async () => {
    await find(first.kid);
    weather = 'down';
    for (let elapsed = 0; elapsed < 24 * hour - minute; elapsed += minute) {
      clock.advance(minute);
      await expect(find(first.kid)).resolves.toBeDefined();
      await settle();
    }
    expect(keys.metrics.staleAnswers).toBeGreaterThan(1_000);
    clock.advance(minute);
    expect(await codeFor(first.kid)).toBe('keys_unavailable');
    weather = 'fair';
    clock.advance(minute);
    expect(await codeFor(first.kid)).toBe('found');
    expect(told).toEqual(['begins: down', 'ends']);
  });

  it('says 503 of a key that it cannot read, backs off, and recovers', async () => {
    weather = 'down';
    await expect(find(first.kid)).rejects.toMatchObject({ code: 'keys_unavailable', retryAfter: 1 });
    await expect(find(second.kid)).rejects.toMatchObject({ code: 'keys_unavailable', retryAfter: 1 });
    expect(reads).toHaveLength(1);
    weather = 'fair';
    clock.advance(1);
    await expect(find(first.kid)).resolves.toBeDefined();
    expect(keys.metrics).toMatchObject({ reads: 2, failures: 1, unavailable: 2 });
  });

  it('knows for a while what is not there', async () => {
    const stranger = randomUUID();
    expect([await codeFor(stranger, 'a'), await codeFor(stranger, 'b')]).toEqual(['unknown_key', 'unknown_key']);
    expect(reads).toHaveLength(1);
    clock.advance(8);
    expect(await codeFor(stranger, 'c')).toBe('unknown_key');
    expect(reads).toHaveLength(2);
  });

  it('grants one caller one read in vain a minute, so that a flood does not hold off anybody’s new key', async () => {
    expect(await codeFor(randomUUID(), 'mallory')).toBe('unknown_key');
    for (let second = 0; second < 59; second++) {
      clock.advance(1);
      for (let i = 0; i < 12; i++) expect(await codeFor(randomUUID(), 'mallory')).toBe('keys_unavailable');
    }
    await expect(find(first.kid, 'mallory')).rejects.toMatchObject({ retryAfter: 1 });
    expect(reads).toHaveLength(1);
    expect(await codeFor(first.kid, 'ada')).toBe('found');
    // a key that is known costs no budget
    expect(await codeFor(first.kid, 'mallory')).toBe('found');
  });

  it('says how long to wait, and counts what it was asked and did not ask for', async () => {
    await codeFor(randomUUID(), 'mallory');
    clock.advance(20);
    await expect(find(randomUUID(), 'mallory')).rejects.toMatchObject({ code: 'keys_unavailable', retryAfter: 40 });
    expect(keys.metrics).toMatchObject({ reads: 1, unknownKids: 2, unknownKidsUnasked: 1, unavailable: 1 });
    clock.advance(40);
    expect(await codeFor(randomUUID(), 'mallory')).toBe('unknown_key');
  });

  it('reads at most 10 times a minute for ids that nobody knows, however many callers ask, outage or not', async () => {
    await find(first.kid);
    for (const now of ['fair', 'down'] as const) {
      const before = reads.length;
      weather = now;
      for (let tenth = 0; tenth < 600; tenth++) {
        clock.advance(0.1);
        await codeFor(randomUUID(), `caller-${tenth}`);
      }
      expect(reads.length - before).toBeLessThanOrEqual(10);
      expect(reads.length - before).toBeGreaterThan(2);
      await expect(find(first.kid)).resolves.toBeDefined();
    }
  });
});
