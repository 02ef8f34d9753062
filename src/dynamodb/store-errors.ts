import { DeadlineExceededError } from '../clock/deadline.js';
import { AppError } from '../errors/app-error.js';

/** Errors by name (never by message: texts differ between engines) that say "not now", and nothing about the request. */
const unavailableNames: ReadonlySet<string> = new Set([
  'TimeoutError',
  'AbortError',
  'DamagedAnswerError',
  'RequestTimeout',
  'RequestTimeoutException',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'InternalServerErrorException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** The store knows who asks, and does not let them: nothing that a caller of this API can mend. */
const credentialNames: ReadonlySet<string> = new Set([
  'ExpiredTokenException',
  'ExpiredToken',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'IncompleteSignatureException',
  'MissingAuthenticationTokenException',
  'AccessDeniedException',
  'CredentialsProviderError',
]);

/**
 * What a failed call means. A store that cannot be reached, is slow, throttles, fails by itself, refuses our credentials or
 * does not have the table becomes `store_unavailable`, with a reason for the log. Plain bugs come back as they are.
 */
export function storeError(error: unknown, tableName: string): unknown {
  if (!(error instanceof Error)) return error;
  const reason = reasonOf(error, tableName);
  return reason === undefined ? error : new AppError('store_unavailable', { retryAfter: 1, reason, cause: error });
}

function reasonOf(error: Error, tableName: string): string | undefined {
  if (credentialNames.has(error.name)) return `DynamoDB refuses the credentials of this server: ${error.name}`;
  if (error.name === 'ResourceNotFoundException') {
    return `DynamoDB has no table ${tableName} (TABLE_NAME) in this region and account`;
  }
  if (error instanceof DeadlineExceededError || unavailableNames.has(error.name)) return error.name;
  if (!('$metadata' in error)) return undefined;
  // the SDK marks every error of an attempt; one without a status is an attempt to which no answer came
  const { httpStatusCode = 503 } = error.$metadata as { httpStatusCode?: number };
  return httpStatusCode >= 500 ? error.name : undefined;
}
