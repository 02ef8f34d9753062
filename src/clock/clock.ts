/** The only source of time. Tests put their own in its place, so that no test sleeps. */
export abstract class Clock {
  /** The current instant by the wall clock: for `exp`, `iat` and whatever is stored or shown. It may be set, also back. */
  abstract now(): Date;

  /**
   * Milliseconds since a fixed instant of the past, by a clock that nobody sets: for ages and elapsed times, where only the
   * difference of two readings means something.
   */
  abstract monotonicMs(): number;

  /** Seconds since the epoch, as JWT's NumericDate counts them (RFC 7519, section 2); not rounded. */
  seconds(): number {
    return this.now().getTime() / 1000;
  }
}
