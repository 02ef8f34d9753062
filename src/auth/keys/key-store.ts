import type { Clock } from '../../clock/clock.js';
import type { AppError } from '../../errors/app-error.js';
import { refusal } from '../refusal.js';
import { BackOff } from './back-off.js';
import { defaultKeyLimits, type KeyLimits } from './key-limits.js';
import { noKeyMetrics } from './key-metrics.js';
import { importSigningKeys, type SigningKey } from './signing-key.js';
import { UnknownKids } from './unknown-kids.js';

export interface KeyStoreOptions {
  /** Reads the raw members of the JWKS' `keys`; rejects when the key server does not give them. */
  readonly readKeys: () => Promise<readonly unknown[]>;
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
  readonly metrics = noKeyMetrics();

  private readonly limits: KeyLimits;
  private readonly unknownKids: UnknownKids;
  private readonly backOff: BackOff;
  private keys = new Map<string, SigningKey>();
  /** When the last good read began. */
  private readAt = -Infinity;
  private reading: Promise<boolean> | undefined;

  constructor(private readonly options: KeyStoreOptions) {
    this.limits = options.limits ?? defaultKeyLimits;
    this.unknownKids = new UnknownKids(this.limits.unknownKids);
    this.backOff = new BackOff(this.limits.backoff, options.random);
  }

  /** Whether there are keys to verify with. */
  get ready(): boolean {
    return this.age() < this.limits.dropAfter;
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
    if (!this.backOff.failing && this.reading === undefined) this.payFor(kid, askedAt);
    const isRead = await this.refresh();
    const found = this.keys.get(kid);
    if (found !== undefined) return found;
    // it may be a new key: that we cannot tell is our trouble, not the caller's
    if (!isRead) throw this.unavailable('the key id is unknown and the key server is down');
    this.unknownKids.remember(kid, askedAt);
    throw unknownKey(kid);
  }

  /** @throws AppError when no read is to be made for this id: it was looked for moments ago, or the budget is spent. */
  private payFor(kid: string, now: number): void {
    const verdict = this.unknownKids.judge(kid, now);
    if (verdict === 'ask') return;
    this.metrics.unknownKidsUnasked++;
    if (verdict === 'absent') throw unknownKey(kid);
    throw this.unavailable('the key id is unknown and the reads for such are spent', this.unknownKids.remaining(now));
  }

  private keyAtHand(kid: string, age: number): SigningKey | undefined {
    if (age >= this.limits.askAfter) this.metrics.staleAnswers++;
    return this.keys.get(kid);
  }

  /** Old keys wait for a read, unless one has just failed: through an outage the keys at hand go on without waiting. */
  private mustAsk(age: number): boolean {
    return age >= this.limits.askAfter && !this.backOff.failedLately(this.now());
  }

  /** One read at a time, and none while backing off. Never rejects; tells whether there was a good read. */
  private refresh(): Promise<boolean> {
    if (this.reading !== undefined) return this.reading;
    if (!this.backOff.mayRead(this.now())) return Promise.resolve(false);
    this.reading = this.read().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async read(): Promise<boolean> {
    const startedAt = this.now();
    this.metrics.reads++;
    try {
      const keys = importSigningKeys(await this.options.readKeys());
      if (keys.size === 0) throw new Error('the JWKS holds no key that may verify RS256 tokens');
      this.adopt(keys, startedAt);
      return true;
    } catch (error) {
      this.noteFailure(error);
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
    if (this.backOff.failing) this.options.onRecovery?.();
    this.backOff.succeeded();
  }

  private noteFailure(error: unknown): void {
    this.metrics.failures++;
    if (!this.backOff.failing) {
      this.options.onOutage?.(error instanceof Error ? error.message : 'the key server failed');
    }
    this.backOff.failed(this.now());
  }

  private unavailable(reason: string, milliseconds = this.backOff.remaining(this.now())): AppError {
    this.metrics.unavailable++;
    return refusal('keys_unavailable', { retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)), reason });
  }

  private age(): number {
    return this.now() - this.readAt;
  }

  private now(): number {
    return this.options.clock.monotonicMs();
  }
}

const unknownKey = (kid: string): AppError =>
  refusal('unknown_key', { reason: `kid ${JSON.stringify(kid).slice(0, 120)} is not in the pool's JWKS` });
