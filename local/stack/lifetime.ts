/** What was started, to be stopped in the opposite order, whether the start came to its end or not. */
export class Lifetime {
  private readonly endings: (() => void | Promise<void>)[] = [];

  onEnd(ending: () => void | Promise<void>): void {
    this.endings.push(ending);
  }

  /** Stops everything; one that fails does not keep the others from being stopped. */
  async end(): Promise<void> {
    const failures: unknown[] = [];
    for (let ending = this.endings.pop(); ending !== undefined; ending = this.endings.pop()) {
      try {
        await ending();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything stopped cleanly.');
  }
}
