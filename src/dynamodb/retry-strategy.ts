/** Pauses before the second, third, … attempt are random up to this times a power of two: exponential, with full jitter. */
const firstPauseMs = 25;
const longestPauseMs = 200;

/** The attempts of one call so far, as the SDK's `RetryStrategyV2` has them. */
interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
}

interface RetryErrorInfo {
  readonly error?: { readonly name: string };
  readonly errorType: 'TRANSIENT' | 'THROTTLING' | 'SERVER_ERROR' | 'CLIENT_ERROR';
}

/** Errors of the request itself that a later attempt may not meet. */
const repeatable: ReadonlySet<string> = new Set(['TransactionConflictException', 'TransactionInProgressException']);

/**
 * Repeats an attempt that broke on its way, was throttled, met a transaction or was answered with a fault of the store: a
 * fixed number of times for each call. The SDK's own strategy shares a quota between all calls, so that after an outage,
 * when the quota is empty, a single broken connection already becomes an error. What bounds the load here is the queue in
 * front of the store and the deadline of each call.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export class BoundedRetryStrategy {
  constructor(private readonly attempts: number) {}

  acquireInitialRetryToken(): Promise<RetryToken> {
    return Promise.resolve(token(0, 0));
  }

  /** @throws Error when the call has had its attempts, or another one would end the same; the SDK then throws its own. */
  refreshRetryTokenForRetry(previous: RetryToken, { error, errorType }: RetryErrorInfo): Promise<RetryToken> {
    const retry = previous.getRetryCount() + 1;
    const hopeless = errorType === 'CLIENT_ERROR' && !repeatable.has(error?.name ?? '');
    if (retry >= this.attempts || hopeless) return Promise.reject(new Error('no further attempt'));
    return Promise.resolve(token(retry, Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** retry)));
  }

  recordSuccess(): void {
    // each call has its own attempts: nothing is shared
  }
}

function token(retries: number, pauseMs: number): RetryToken {
  return { getRetryCount: () => retries, getRetryDelay: () => pauseMs };
}
