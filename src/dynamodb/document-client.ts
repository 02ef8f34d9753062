import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { requestTimeMs } from '../clock/request-deadline.js';
import type { DynamoDbSettings } from '../config/settings.js';
import { checkAnswers } from './answer-check.js';
import { BoundedRetryStrategy } from './retry-strategy.js';

/**
 * The SDK's defaults have no timeout at all, and its `requestTimeout` only warns unless `throwOnRequestTimeout` is set.
 * DynamoDB answers in milliseconds; what takes a second is lost.
 */
export interface StoreLimits {
  readonly connectMs: number;
  readonly attemptMs: number;
  readonly attempts: number;
  /** All attempts and the pauses between them, from the moment when the call is let in; less when its request has less left. */
  readonly deadlineMs: number;
  /** Sockets, and so calls at the same time. */
  readonly sockets: number;
  /** Calls that may wait for their turn. */
  readonly waiting: number;
}

export const storeLimits: StoreLimits = {
  connectMs: 1_000,
  attemptMs: 1_000,
  attempts: 3,
  deadlineMs: requestTimeMs,
  sockets: 32,
  waiting: 5_000,
};

/**
 * The document client with explicit limits. The address and the credentials are the SDK's own business
 * (`AWS_ENDPOINT_URL_DYNAMODB` and friends).
 */
export function createDocumentClient(
  settings: DynamoDbSettings,
  { limits = storeLimits, endpoint }: { limits?: StoreLimits; endpoint?: string } = {},
): DynamoDBDocumentClient {
  const agent = { keepAlive: true, maxSockets: limits.sockets };
  const client = new DynamoDBClient({
    region: settings.region,
    maxAttempts: limits.attempts,
    retryStrategy: new BoundedRetryStrategy(limits.attempts),
    requestHandler: {
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.attemptMs,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
    ...(endpoint !== undefined && { endpoint }),
  });
  checkAnswers(client);
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
