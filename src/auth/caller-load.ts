import { refusal } from './refusal.js';

export interface CallerLoadLimits {
  /** Requests of one caller that run at the same time. */
  readonly atOnce: number;
  /** Further ones of the same caller that may wait for their turn, by whether they read or change something. */
  readonly waiting: { readonly reads: number; readonly changes: number };
  /** How long one waits at most. */
  readonly waitMs: number;
}

/** Why these: docs/decisions/0015-one-caller-among-many.md. */
export const callerLoadLimits: CallerLoadLimits = {
  atOnce: 8,
  waiting: { reads: 64, changes: 1_000 },
  waitMs: 20_000,
};

interface Load {
  running: number;
  /** Starts the request that has waited longest first: a Set keeps the order of insertion. */
  readonly waiting: Set<() => void>;
}

/**
 * Bounds what one caller has under way on this server, so that the others get their share of it. Every `enter` that returned
 * or resolved must be followed by one `leave`.
 */
export class CallerLoad {
  private readonly loads = new Map<string, Load>();

  constructor(private readonly limits: CallerLoadLimits = callerLoadLimits) {}

  /**
   * Takes one of the caller's places.
   *
   * @param caller by any stable name
   * @param kind decides how many of the caller's requests may wait before this one
   * @returns nothing when there is a place now, or a promise of one
   * @throws AppError `too_many_requests`
   */
  enter(caller: string, kind: 'reads' | 'changes'): undefined | Promise<void> {
    let load = this.loads.get(caller);
    if (load === undefined) this.loads.set(caller, (load = { running: 0, waiting: new Set() }));
    if (load.running < this.limits.atOnce) {
      load.running += 1;
      return undefined;
    }
    if (load.waiting.size >= this.limits.waiting[kind]) throw this.tooMany();
    return this.turn(load);
  }

  /** Gives the place back: to the request of the same caller that has waited longest, if there is one. */
  leave(caller: string): void {
    const load = this.loads.get(caller);
    if (load === undefined) return;
    const [next] = load.waiting;
    if (next !== undefined) next();
    else if (load.running > 1) load.running -= 1;
    else this.loads.delete(caller);
  }

  private turn({ waiting }: Load): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        clearTimeout(timer);
        waiting.delete(start);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(start);
        reject(this.tooMany());
      }, this.limits.waitMs);
      waiting.add(start);
    });
  }

  private tooMany() {
    const detail = `At most ${this.limits.atOnce} requests of one caller run at the same time.`;
    return refusal('too_many_requests', { detail, retryAfter: 1 });
  }
}
