import { AppError } from '../errors/app-error.js';

export interface AdmissionLimits {
  /** Calls at the store at the same time. At most as many as there are sockets, so that no call waits for a socket. */
  readonly atOnce: number;
  /** Calls that may wait for their turn; one more is refused at once. */
  readonly waiting: number;
  /** How long a call waits while no other call comes through: the store does not answer anybody. */
  readonly stallMs: number;
  /** How many such spells a call waits in all, however well the others get on. */
  readonly spells: number;
}

/**
 * The queue in front of the store. The SDK counts the wait for a free socket as time of the request, so a burst would
 * run into the request timeout although the store is well. Here a call waits for its turn first, and its deadline
 * starts when it is let in. The queue is bounded in length and in time: more load than that is refused, not hoarded.
 * A busy store is worth waiting for, a silent one is not: who waits is refused soon when nobody gets an answer.
 */
export class Admission {
  private inside = 0;
  private answered = 0;
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
      const result = await work();
      this.answered += 1;
      return result;
    } catch (error) {
      // a condition that does not hold is an answer too; `store_unavailable` is none
      if (!(error instanceof AppError)) this.answered += 1;
      throw error;
    } finally {
      this.leave();
    }
  }

  private turn(): Promise<void> {
    if (this.queue.size >= this.limits.waiting) return Promise.reject(overloaded('the queue is full'));
    return new Promise((resolve, reject) => {
      let spellsLeft = this.limits.spells;
      let answeredBefore = this.answered;
      const enter = (): void => {
        clearInterval(timer);
        resolve();
      };
      const timer = setInterval(() => {
        spellsLeft -= 1;
        const stalled = this.answered === answeredBefore;
        answeredBefore = this.answered;
        if (!stalled && spellsLeft > 0) return;
        clearInterval(timer);
        this.queue.delete(enter);
        reject(overloaded(stalled ? 'the store is silent' : 'no turn in time'));
      }, this.limits.stallMs);
      this.queue.add(enter);
    });
  }

  /** Hands the place to the longest waiting call; a Set keeps the order of insertion. */
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
