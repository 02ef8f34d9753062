import type { Clock } from '../../clock/clock.js';
import { AppError } from '../../errors/app-error.js';
import { refusal } from '../refusal.js';
import { defaultKeyLimits, type KeyLimits } from './key-limits.js';
import { importSigningKeys, type SigningKey } from './signing-key.js';
import { UnknownKids } from './unknown-kids.js';

/** What a store counts, for whoever publishes metrics. */
export interface KeyMetrics {
  reads: number;
  failures: number;
  /** Look-ups answered with keys past their time because the key server is down. */
  staleAnswers: number;
  unknownKids: number;
  /** Unknown key ids for which no read was made: remembered, or over budget. */
  unknownKidsUnasked: number;
  /** Look-ups that ended in 503. */
  unavailable: number;
}

export interface KeyStoreOptions {
  /** Reads the raw members of the JWKS' `keys`; rejects when the key server does not give them. */
  readonly readKeys: () => Promise<unknown>;
  readonly clock: Clock;
  /** Uniform in [0, 1): spreads the retries of many instances. */
  readonly random: () => number;
  readonly limits?: KeyLimits;
  /** Told when an outage begins and when it is over; the message is for the log. */
  readonly onOutage?: (message: string) => void;
  readonly onRecovery?: () => void;
}

/**
 * The signing keys of one user pool. Look-ups drive it: they refresh in the background, wait for one read in flight where
 * they must, and outlive an outage of the key server on the keys they have. It has no timers, so nothing is left to stop.
 */
export class KeyStore {
  readonly metrics: KeyMetrics = {
    reads: 0,
    failures: 0,
    staleAnswers: 0,
    unknownKids: 0,
    unknownKidsUnasked: 0,
    unavailable: 0,
  };

  private readonly limits: KeyLimits;
  private readonly unknownKids: UnknownKids;
  private keys = new Map<string, SigningKey>();
  /** When the last good read began. */
  private readAt = -Infinity;
  private failuresInARow = 0;
  private failedAt = -Infinity;
  private retryAt = -Infinity;
  private reading: Promise<boolean> | undefined;

  constructor(private readonly options: KeyStoreOptions) {
    this.limits = options.limits ?? defaultKeyLimits;
    this.unknownKids = new UnknownKids(this.limits.unknownKids);
  }

  /** Whether there are keys to verify with. */
  get ready(): boolean {
    return this.keys.size > 0 && this.age() < this.limits.dropAfter;
  }

  /** Reads the keys if there are none yet and no failure is too fresh. Never rejects: `ready` says how it went. */
  async warm(): Promise<void> {
    if (!this.ready) await this.refresh();
  }

  /**
   * The key by this id, if it can be had without waiting. Starts a refresh in the background when the keys are due for one.
   *
   * @returns undefined when the id is unknown, or when the keys are so old that `find` must be asked instead.
   */
  peek(kid: string): SigningKey | undefined {
    const age = this.age();
    if (age >= this.limits.refreshAfter) {
      if (age >= this.limits.dropAfter || this.mustAsk(age)) return undefined;
      void this.refresh();
    }
    return this.keyAtHand(kid, age);
  }

  /**
   * The key by this id, after reading the JWKS if need be.
   *
   * @throws AppError `unknown_key` when the pool has no such key; `keys_unavailable` when that cannot be known now.
   */
  async find(kid: string): Promise<SigningKey> {
    if (!this.ready || this.mustAsk(this.age())) await this.refresh();
    if (!this.ready) throw this.unavailable('there are no keys');
    return this.keyAtHand(kid, this.age()) ?? this.findUnknown(kid);
  }

  private async findUnknown(kid: string): Promise<SigningKey> {
    this.metrics.unknownKids++;
    const askedAt = this.now();
    // in an outage the back-off bounds the reads, and a read under way costs nothing to wait for
    const worthReading = this.failuresInARow > 0 || this.reading !== undefined || this.unknownKids.mayAsk(kid, askedAt);
    if (!worthReading) {
      this.metrics.unknownKidsUnasked++;
      throw unknownKey(kid);
    }
    const isRead = await this.refresh();
    const found = this.keys.get(kid);
    if (found !== undefined) return found;
    // it may be a new key: that we cannot tell is our trouble, not the caller's
    if (!isRead) throw this.unavailable('the key id is unknown and the key server is down');
    this.unknownKids.remember(kid, askedAt);
    throw unknownKey(kid);
  }

  private keyAtHand(kid: string, age: number): SigningKey | undefined {
    if (age >= this.limits.askAfter) this.metrics.staleAnswers++;
    return this.keys.get(kid);
  }

  /** Old keys wait for a read, unless one has just failed: through an outage the keys at hand go on without waiting. */
  private mustAsk(age: number): boolean {
    const failedLately = this.failuresInARow > 0 && this.now() - this.failedAt < 2 * this.limits.backoff.max;
    return age >= this.limits.askAfter && !failedLately;
  }

  /** One read at a time, and none while backing off. Never rejects; tells whether there was a good read. */
  private refresh(): Promise<boolean> {
    if (this.reading !== undefined) return this.reading;
    if (this.now() < this.retryAt) return Promise.resolve(false);
    this.reading = this.read().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async read(): Promise<boolean> {
    const startedAt = this.now();
    this.metrics.reads++;
    try {
      const jwks = await this.options.readKeys();
      const keys = importSigningKeys(Array.isArray(jwks) ? jwks : []);
      if (keys.size === 0) throw new Error('the JWKS holds no key that may verify RS256 tokens');
      this.adopt(keys, startedAt);
      return true;
    } catch (error) {
      this.backOff(error);
      return false;
    }
  }

  private adopt(keys: Map<string, SigningKey>, startedAt: number): void {
    for (const [kid, key] of keys) {
      const old = this.keys.get(kid);
      // the same key keeps its identity, by which verified tokens hold on to it
      if (old?.material === key.material) keys.set(kid, old);
    }
    this.keys = keys;
    this.readAt = startedAt;
    this.retryAt = -Infinity;
    if (this.failuresInARow > 0) this.options.onRecovery?.();
    this.failuresInARow = 0;
  }

  private backOff(error: unknown): void {
    const { first, max } = this.limits.backoff;
    const delay = Math.min(max, first * 2 ** this.failuresInARow);
    // between half and the whole, so that instances that failed together do not retry together
    this.failedAt = this.now();
    this.retryAt = this.failedAt + delay * (0.5 + this.options.random() / 2);
    this.metrics.failures++;
    this.failuresInARow++;
    if (this.failuresInARow === 1) {
      this.options.onOutage?.(error instanceof Error ? error.message : 'the key server failed');
    }
  }

  private unavailable(reason: string): AppError {
    this.metrics.unavailable++;
    const retryAfter = Math.max(1, Math.ceil((this.retryAt - this.now()) / 1000));
    return new AppError('keys_unavailable', { retryAfter, reason });
  }

  private age(): number {
    return this.now() - this.readAt;
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}

const unknownKey = (kid: string): AppError =>
  refusal('unknown_key', { reason: `kid ${JSON.stringify(kid).slice(0, 120)} is not in the pool's JWKS` });
