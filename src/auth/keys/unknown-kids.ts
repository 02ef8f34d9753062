import { LRUCache } from 'lru-cache';
import type { KeyLimits } from './key-limits.js';

/** `ask`: a read may be made, and is paid for. `absent`: it was looked for moments ago. `over_budget`: nobody can tell now. */
export type UnknownKidVerdict = 'ask' | 'absent' | 'over_budget';

/**
 * Decides whether an unknown key id is worth a read of the JWKS. Two bounds: a token bucket over all of them, so that a
 * flood of random ids costs the key server little and can never be ahead of a new key by more than one interval; and a
 * memory of ids that were looked for in vain, so that one client with a foreign token does not eat the budget.
 */
export class UnknownKids {
  private readonly inVain: LRUCache<string, number>;
  private savedUp: number;
  private countedAt = 0;

  constructor(private readonly limits: KeyLimits['unknownKids']) {
    this.inVain = new LRUCache({ max: limits.remembered });
    this.savedUp = limits.burst;
  }

  /** Whether a read may be made for this id now; `ask` pays for it. */
  judge(kid: string, now: number): UnknownKidVerdict {
    const lookedForAt = this.inVain.get(kid) ?? -Infinity;
    if (now - lookedForAt < this.limits.recheckAfter) return 'absent';
    this.earn(now);
    if (this.savedUp < 1) return 'over_budget';
    this.savedUp -= 1;
    return 'ask';
  }

  /** Milliseconds until the next read is earned. */
  remaining(now: number): number {
    this.earn(now);
    return Math.max(0, 1 - this.savedUp) * this.limits.every;
  }

  /** Notes that a read begun at `now` did not have this id. */
  remember(kid: string, now: number): void {
    this.inVain.set(kid, now);
  }

  private earn(now: number): void {
    const earned = Math.max(0, now - this.countedAt) / this.limits.every;
    this.savedUp = Math.min(this.limits.burst, this.savedUp + earned);
    this.countedAt = now;
  }
}
