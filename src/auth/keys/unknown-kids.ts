import { LRUCache } from 'lru-cache';
import type { KeyLimits } from './key-limits.js';

/** `ask`: a read may be made, and is paid for. `absent`: it was looked for moments ago. `over_budget`: nobody can tell now. */
export type UnknownKidVerdict = 'ask' | 'absent' | 'over_budget';

/**
 * Decides whether an unknown key id is worth a read. Three bounds: a token bucket over all of them, so that a flood of random
 * ids costs the key server little and can never be ahead of a new key by more than one interval; a memory of ids that were
 * looked for in vain, so that one client with a foreign token does not use up the budget; and, where callers are named, a
 * memory of those for whom a read was in vain.
 */
export class UnknownKids {
  private readonly inVain: LRUCache<string, number>;
  private readonly callersInVain: LRUCache<string, number>;
  private savedUp: number;
  private countedAt = 0;

  constructor(private readonly limits: KeyLimits['unknownKids']) {
    this.inVain = new LRUCache({ max: limits.remembered });
    this.callersInVain = new LRUCache({ max: limits.remembered });
    this.savedUp = limits.burst;
  }

  /** Whether a read may be made for this id now; `ask` pays for it. */
  judge(kid: string, now: number, caller?: string): UnknownKidVerdict {
    if (this.callerMustWait(now, caller) > 0) return 'over_budget';
    const lookedForAt = this.inVain.get(kid) ?? -Infinity;
    if (now - lookedForAt < this.limits.recheckAfter) return 'absent';
    this.earn(now);
    if (this.savedUp < 1) return 'over_budget';
    this.savedUp -= 1;
    return 'ask';
  }

  /** Milliseconds until a read may be made for an id that nobody knows. */
  remaining(now: number, caller?: string): number {
    this.earn(now);
    return Math.max((1 - this.savedUp) * this.limits.every, this.callerMustWait(now, caller), 0);
  }

  /** Notes that a read begun at `now` did not have this id. */
  remember(kid: string, now: number, caller?: string): void {
    this.inVain.set(kid, now);
    if (caller !== undefined) this.callersInVain.set(caller, now);
  }

  private callerMustWait(now: number, caller: string | undefined): number {
    const inVainAt = (caller === undefined ? undefined : this.callersInVain.get(caller)) ?? -Infinity;
    return Math.max(0, inVainAt + this.limits.callerRecheckAfter - now);
  }

  private earn(now: number): void {
    const earned = Math.max(0, now - this.countedAt) / this.limits.every;
    this.savedUp = Math.min(this.limits.burst, this.savedUp + earned);
    this.countedAt = now;
  }
}
