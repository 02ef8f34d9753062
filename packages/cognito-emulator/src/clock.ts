/** The emulator's only source of time; tests put their own in its place, so that no test sleeps. */
export interface Clock {
  /** The current instant. */
  now(): Date;
  /** Runs `run` once, `milliseconds` from now; the returned function calls it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's time. A pending `after` does not keep the process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds).unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Whole seconds since the epoch: JWT's NumericDate (RFC 7519, section 2). */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 1000);
}
