import { remainingMs } from '../clock/request-deadline.js';
import { AppError } from '../errors/app-error.js';

export interface AdmissionLimits {
  /** Calls at the store at the same time. At most as many as there are sockets, so that no call waits for a socket. */
  readonly atOnce: number;
  /** Calls that may wait for their turn; one more is refused at once. */
  readonly waiting: number;
  /** How long a call may wait for its turn; less when its request has less left. */
  readonly waitMs: number;
}

/**
 * The queue in front of the store. The SDK counts the wait for a free socket as time of the attempt, so a burst would
 * run into the attempt's timeout although the store is well. Here a call waits for its turn first, no longer than its
 * request has left. The queue is bounded: more load than that is refused at once.
 */
export class Admission {
  private inside = 0;
  /** A Set keeps the order in which calls came. */
  private readonly queue = new Set<() => void>();

  constructor(private readonly limits: AdmissionLimits) {}

  /**
   * Runs `work` in its turn.
   *
   * @throws AppError `store_unavailable` when the queue is full or the turn does not come in time.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside < this.limits.atOnce) this.inside += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private turn(): Promise<void> {
    if (this.queue.size >= this.limits.waiting) return Promise.reject(overloaded('the queue is full'));
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(
        () => {
          this.queue.delete(enter);
          reject(overloaded('no turn before the deadline of the request'));
        },
        Math.min(this.limits.waitMs, remainingMs()),
      );
      this.queue.add(enter);
    });
  }

  /** Hands the place to the call that has waited longest. */
  private leave(): void {
    const [next] = this.queue;
    if (next === undefined) {
      this.inside -= 1;
      return;
    }
    this.queue.delete(next);
    next();
  }
}

function overloaded(reason: string): AppError {
  return new AppError('store_unavailable', { retryAfter: 1, reason });
}
