/** The only source of time. Tests put their own in its place, so that no test sleeps. */
export abstract class Clock {
  /** The current instant. */
  abstract now(): Date;

  /** Seconds since the epoch, as JWT's NumericDate counts them (RFC 7519, section 2); not rounded. */
  seconds(): number {
    return this.now().getTime() / 1000;
  }
}
