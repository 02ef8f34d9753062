import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../clock/clock.js';
import type { AppError } from '../../errors/app-error.js';
import { BackOff } from '../keys/back-off.js';
import { defaultKeyLimits, type KeyLimits } from '../keys/key-limits.js';
import { noKeyMetrics } from '../keys/key-metrics.js';
import { UnknownKids } from '../keys/unknown-kids.js';
import { refusal } from '../refusal.js';

export interface AlbKeysOptions {
  /** Reads one key; undefined when there is none by that id, a rejection when that cannot be told. */
  readonly readKey: (kid: string) => Promise<KeyObject | undefined>;
  readonly clock: Clock;
  /** Uniform in [0, 1): spreads the retries of many instances. */
  readonly random: () => number;
  readonly limits?: KeyLimits;
  /** Told when an outage begins and when it is over; the message is for the log. */
  readonly onOutage?: (message: string) => void;
  readonly onRecovery?: () => void;
}

interface KnownKey {
  readonly publicKey: KeyObject;
  /** When the read that brought it began. */
  readonly readAt: number;
}

/** Keys in use at once in a region are one or two; only keys that exist get in here. */
const maxKeys = 32;

/** One caller may have one read in vain in this time: a document a key means that a read for one id brings no other. */
const callerRecheckAfter = 60_000;
const maxCallers = 1_000;

/**
 * The keys of a region's load balancers, by the rules and numbers of `KeyStore`. What differs: each key has its own address,
 * so that a read for a made-up id does not bring the new key along. Each caller therefore has a budget too, and whoever asks
 * has shown a good access token before.
 */
export class AlbKeys {
  readonly metrics = noKeyMetrics();

  private readonly limits: KeyLimits;
  private readonly backOff: BackOff;
  private readonly unknownKids: UnknownKids;
  private readonly keys = new LRUCache<string, KnownKey>({ max: maxKeys });
  private readonly callersInVain = new LRUCache<string, number>({ max: maxCallers });
  private readonly reading = new Map<string, Promise<KeyObject | 'absent' | 'failed'>>();

  constructor(private readonly options: AlbKeysOptions) {
    this.limits = options.limits ?? defaultKeyLimits;
    this.backOff = new BackOff(this.limits.backoff, options.random);
    this.unknownKids = new UnknownKids(this.limits.unknownKids);
  }

  /**
   * The key by this id, after reading it if need be.
   *
   * @param caller who asks, by any stable name
   * @throws AppError `unknown_key` when there is no such key; `keys_unavailable` when that cannot be known now.
   */
  async find(kid: string, caller: string): Promise<KeyObject> {
    const known = this.keys.get(kid);
    return known === undefined ? this.findUnknown(kid, caller) : this.findKnown(kid, known);
  }

  private async findKnown(kid: string, { publicKey, readAt }: KnownKey): Promise<KeyObject> {
    const age = this.now() - readAt;
    if (age < this.limits.refreshAfter) return publicKey;
    const mayWait = age >= this.limits.askAfter && !this.backOff.failedLately(this.now());
    const outcome = mayWait || age >= this.limits.dropAfter ? await this.refresh(kid) : this.refreshLater(kid);
    if (outcome === 'absent') throw unknownKey(kid);
    if (outcome !== 'failed') return outcome;
    if (age >= this.limits.dropAfter) throw this.unavailable('the key is too old and cannot be read again');
    if (age >= this.limits.askAfter) this.metrics.staleAnswers++;
    return publicKey;
  }

  private async findUnknown(kid: string, caller: string): Promise<KeyObject> {
    this.metrics.unknownKids++;
    const askedAt = this.now();
    if (!this.reading.has(kid)) this.payFor(kid, caller, askedAt);
    const outcome = await this.refresh(kid);
    if (outcome === 'failed') throw this.unavailable('the key is unknown and the key server is down');
    if (outcome !== 'absent') return outcome;
    this.unknownKids.remember(kid, askedAt);
    this.callersInVain.set(caller, askedAt);
    throw unknownKey(kid);
  }

  /** @throws AppError when no read is to be made for this id: it is known to be missing, or a budget is spent */
  private payFor(kid: string, caller: string, now: number): void {
    if (!this.backOff.mayRead(now)) throw this.unavailable('the key is unknown and the key server is down');
    const sinceInVain = now - (this.callersInVain.get(caller) ?? -Infinity);
    const isSpent = sinceInVain < callerRecheckAfter;
    const verdict = isSpent ? 'over_budget' : this.unknownKids.judge(kid, now);
    if (verdict === 'ask') return;
    this.metrics.unknownKidsUnasked++;
    if (verdict === 'absent') throw unknownKey(kid);
    const wait = isSpent ? callerRecheckAfter - sinceInVain : this.unknownKids.remaining(now);
    throw this.unavailable('the key is unknown and the reads for such are spent', wait);
  }

  /** For a key at hand: whatever comes of it is for the next look-up. */
  private refreshLater(kid: string): 'failed' {
    void this.refresh(kid);
    return 'failed';
  }

  /** One read a key at a time, and none while backing off. Never rejects. */
  private refresh(kid: string): Promise<KeyObject | 'absent' | 'failed'> {
    const underWay = this.reading.get(kid);
    if (underWay !== undefined) return underWay;
    if (!this.backOff.mayRead(this.now())) return Promise.resolve('failed');
    const reading = this.read(kid).finally(() => this.reading.delete(kid));
    this.reading.set(kid, reading);
    return reading;
  }

  private async read(kid: string): Promise<KeyObject | 'absent' | 'failed'> {
    const readAt = this.now();
    this.metrics.reads++;
    try {
      const publicKey = await this.options.readKey(kid);
      if (this.backOff.failing) this.options.onRecovery?.();
      this.backOff.succeeded();
      if (publicKey === undefined) this.keys.delete(kid);
      else this.keys.set(kid, { publicKey, readAt });
      return publicKey ?? 'absent';
    } catch (error) {
      this.metrics.failures++;
      if (!this.backOff.failing) this.options.onOutage?.(error instanceof Error ? error.message : 'no reason given');
      this.backOff.failed(this.now());
      return 'failed';
    }
  }

  private unavailable(reason: string, milliseconds = this.backOff.remaining(this.now())): AppError {
    this.metrics.unavailable++;
    return refusal('keys_unavailable', { retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)), reason });
  }

  private now(): number {
    return this.options.clock.monotonicMs();
  }
}

const unknownKey = (kid: string): AppError => refusal('unknown_key', { reason: `no load balancer has the key ${kid}` });
