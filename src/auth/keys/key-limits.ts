import type { ReadLimits } from './bounded-get.js';

/** The numbers by which a key store lives; milliseconds where not said otherwise. */
export interface KeyLimits {
  readonly read: ReadLimits;
  /** Keys older than this are refreshed in the background. */
  readonly refreshAfter: number;
  /** Keys older than this are used only after an attempt to refresh them: a removed key does not outlive it by much. */
  readonly askAfter: number;
  /** Keys older than this are not used at all, outage or not. */
  readonly dropAfter: number;
  /** After a failed read no other follows for this long, doubled at each failure, up to the maximum. */
  readonly backoff: { readonly first: number; readonly max: number };
  /** Reads on behalf of key ids that are not known: a budget apart from everything else. */
  readonly unknownKids: {
    /** Reads that can be saved up. */
    readonly burst: number;
    /** One read is earned each time this passes. */
    readonly every: number;
    /** A key id that was not in the document is not asked for again for this long. */
    readonly recheckAfter: number;
    /** One caller may have one read in vain in this time. */
    readonly callerRecheckAfter: number;
    /** Key ids and callers remembered; the least recently seen makes room. */
    readonly remembered: number;
  };
}

/** Why these: docs/decisions, "Keys under fire". */
export const defaultKeyLimits: KeyLimits = {
  read: { timeoutMs: 3_000, maxBytes: 65_536 },
  refreshAfter: 5 * 60_000,
  askAfter: 10 * 60_000,
  dropAfter: 24 * 3_600_000,
  backoff: { first: 1_000, max: 60_000 },
  unknownKids: { burst: 2, every: 8_000, recheckAfter: 8_000, callerRecheckAfter: 60_000, remembered: 1_000 },
};
