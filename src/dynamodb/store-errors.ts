import { AppError } from '../errors/app-error.js';
import { DeadlineExceededError } from '../clock/deadline.js';

/** Errors by name (never by message: texts differ between engines) that say "not now", and nothing about the request. */
const unavailableNames: ReadonlySet<string> = new Set([
  'TimeoutError',
  'AbortError',
  'RequestTimeout',
  'RequestTimeoutException',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'InternalServerErrorException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TransactionInProgressException',
  'CredentialsProviderError',
]);

/**
 * What a failed call means. A store that cannot be reached, is slow, throttles or fails by itself becomes
 * `store_unavailable`; conditions that failed and plain bugs come back as they are, for the repository to judge.
 */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || !isUnavailable(error)) return error;
  return new AppError('store_unavailable', { retryAfter: 1, reason: error.name, cause: error });
}

function isUnavailable(error: Error): boolean {
  if (error instanceof DeadlineExceededError || unavailableNames.has(error.name)) return true;
  if (!('$metadata' in error)) return false;
  // the SDK marks every error of an attempt; one without a status is an attempt to which no answer came
  const { httpStatusCode = 503 } = error.$metadata as { httpStatusCode?: number };
  return httpStatusCode >= 500;
}
