import type { Clock } from '../../clock/clock.js';
import type { AppError } from '../../errors/app-error.js';
import { refusal } from '../refusal.js';
import { BackOff } from './back-off.js';
import { defaultKeyLimits, type KeyLimits } from './key-limits.js';
import { noKeyMetrics } from './key-metrics.js';
import { UnknownKids } from './unknown-kids.js';

export interface CachedKeysOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1): spreads the retries of many instances. */
  readonly random: () => number;
  readonly limits?: KeyLimits;
  /** Called when an outage begins and when it is over; the message is for the log. */
  readonly onOutage?: (message: string) => void;
  readonly onRecovery?: () => void;
}

/** Where keys come from: documents, each with one key or with many. */
export interface KeySource<K> {
  /** The document that a key id would be in, by any name. */
  documentOf(kid: string): string;
  /**
   * Reads a document.
   *
   * @returns its keys by their ids; none when it is certain that there is no such document
   * @throws Error when that cannot be known now, or when the document is not as it should be
   */
  read(document: string): Promise<Map<string, K>>;
  /** Whether two keys are the same one, read twice. */
  isSame(one: K, other: K): boolean;
  /** Whether the document exists for sure, so that reading it costs none of the budget for unknown key ids. */
  isCertain(document: string): boolean;
}

interface KeyDocument<K> {
  readonly keys: ReadonlyMap<string, K>;
  /** When the read that brought it began. */
  readonly readAt: number;
}

/** A pool has one document; of a region's load balancers one or two keys are in use at once. */
const maxDocuments = 32;

/**
 * The public keys of one origin. Look-ups drive it: they refresh documents in the background, wait for one read in flight
 * where they must, and outlive an outage of the key server on the keys they have. It has no timers, so nothing is left to
 * stop. Times are milliseconds of the monotonic clock.
 */
export class CachedKeys<K> {
  readonly metrics = noKeyMetrics();

  private readonly limits: KeyLimits;
  private readonly unknownKids: UnknownKids;
  private readonly backOff: BackOff;
  /** The least recently read one first. */
  private readonly documents = new Map<string, KeyDocument<K>>();
  private readonly reading = new Map<string, Promise<boolean>>();

  constructor(
    private readonly source: KeySource<K>,
    private readonly options: CachedKeysOptions,
  ) {
    this.limits = options.limits ?? defaultKeyLimits;
    this.unknownKids = new UnknownKids(this.limits.unknownKids);
    this.backOff = new BackOff(this.limits.backoff, options.random);
  }

  /**
   * The key by this id, if it can be had without waiting. Starts a refresh in the background when its document is due for one.
   *
   * @returns undefined when the id is unknown, or when the document is so old that `find` must be asked instead.
   */
  peek(kid: string): K | undefined {
    const name = this.source.documentOf(kid);
    const document = this.documents.get(name);
    if (document === undefined) return undefined;
    const age = this.now() - document.readAt;
    if (age >= this.limits.refreshAfter) {
      if (this.mustAsk(age)) return undefined;
      void this.refresh(name);
      if (age >= this.limits.askAfter) this.metrics.staleAnswers++;
    }
    return document.keys.get(kid);
  }

  /**
   * The key by this id, after reading its document if need be.
   *
   * @param caller who asks, by any stable name: bounds what one caller can make this server read in vain
   * @throws AppError `unknown_key` when there is no such key; `keys_unavailable` when that cannot be known now.
   */
  async find(kid: string, caller?: string): Promise<K> {
    const name = this.source.documentOf(kid);
    const age = this.ageOf(name);
    if (age === Infinity && !this.source.isCertain(name)) return this.findUnknown(kid, caller);
    if (this.mustAsk(age)) {
      if (await this.refresh(name)) return this.keyOf(kid) ?? this.missing(kid);
      if (this.ageOf(name) >= this.limits.dropAfter) throw this.unavailable('there are no keys');
    }
    return this.peek(kid) ?? this.keyOf(kid) ?? this.findUnknown(kid, caller);
  }

  /** Whether a document was read and is young enough to be used, outage or not. */
  protected isUsable(document: string): boolean {
    return this.ageOf(document) < this.limits.dropAfter;
  }

  /** One read of a document at a time, and none while backing off. Never rejects; says whether there was a good read. */
  protected refresh(document: string): Promise<boolean> {
    const underWay = this.reading.get(document);
    if (underWay !== undefined) return underWay;
    if (!this.backOff.mayRead(this.now())) return Promise.resolve(false);
    const reading = this.read(document).finally(() => this.reading.delete(document));
    this.reading.set(document, reading);
    return reading;
  }

  private async findUnknown(kid: string, caller: string | undefined): Promise<K> {
    this.metrics.unknownKids++;
    const name = this.source.documentOf(kid);
    const askedAt = this.now();
    // in an outage the back-off bounds the reads, and a read under way costs nothing to wait for
    if (!this.backOff.failing && !this.reading.has(name)) this.payFor(kid, caller, askedAt);
    const isRead = await this.refresh(name);
    const found = this.keyOf(kid);
    if (found !== undefined) return found;
    // it may be a new key: that we cannot tell is our trouble, not the caller's
    if (!isRead) throw this.unavailable('the key id is unknown and the key server is down');
    this.unknownKids.remember(kid, askedAt, caller);
    return this.missing(kid);
  }

  /** @throws AppError when no read is to be made for this id: it was looked for moments ago, or a budget is spent. */
  private payFor(kid: string, caller: string | undefined, now: number): void {
    const verdict = this.unknownKids.judge(kid, now, caller);
    if (verdict === 'ask') return;
    this.metrics.unknownKidsUnasked++;
    if (verdict === 'absent') this.missing(kid);
    const wait = this.unknownKids.remaining(now, caller);
    throw this.unavailable('the key id is unknown and the reads for such are spent', wait);
  }

  private keyOf(kid: string): K | undefined {
    return this.documents.get(this.source.documentOf(kid))?.keys.get(kid);
  }

  /**
   * Old keys wait for a read, unless one has just failed: through an outage the keys at hand go on without waiting. Those that
   * are too old to be used always wait.
   */
  private mustAsk(age: number): boolean {
    return age >= this.limits.dropAfter || (age >= this.limits.askAfter && !this.backOff.failedLately(this.now()));
  }

  private async read(document: string): Promise<boolean> {
    const startedAt = this.now();
    this.metrics.reads++;
    try {
      this.adopt(document, await this.source.read(document), startedAt);
      return true;
    } catch (error) {
      this.noteFailure(error);
      return false;
    }
  }

  private adopt(name: string, keys: Map<string, K>, readAt: number): void {
    const former = this.documents.get(name)?.keys;
    for (const [kid, key] of keys) {
      const old = former?.get(kid);
      // the same key keeps its identity, by which verified tokens hold on to it
      if (old !== undefined && this.source.isSame(old, key)) keys.set(kid, old);
    }
    this.documents.delete(name);
    if (keys.size > 0) this.documents.set(name, { keys, readAt });
    const [oldest] = this.documents.keys();
    if (this.documents.size > maxDocuments && oldest !== undefined) this.documents.delete(oldest);
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

  private missing(kid: string): never {
    throw refusal('unknown_key', { reason: `no key has the kid ${JSON.stringify(kid).slice(0, 120)}` });
  }

  private unavailable(reason: string, milliseconds = this.backOff.remaining(this.now())): AppError {
    this.metrics.unavailable++;
    return refusal('keys_unavailable', { retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)), reason });
  }

  /** Infinite for a document that was never read. */
  private ageOf(document: string): number {
    return this.now() - (this.documents.get(document)?.readAt ?? -Infinity);
  }

  private now(): number {
    return this.options.clock.monotonicMs();
  }
}
