import * as z from 'zod';
import type { DynamoDbSettings, WebhookSettings } from './settings.js';
import { checkVariables, type Environment, storeVariables, webhookVariables } from './variables.js';

/**
 * What the Lambda function of the outbox needs of the environment; Lambda itself sets `AWS_REGION`.
 *
 * @throws EnvironmentError with a line for each faulty variable.
 */
export function parseOutboxEnvironment(environment: Environment): {
  readonly dynamodb: DynamoDbSettings;
  readonly webhooks: WebhookSettings;
} {
  const variables = checkVariables(z.object({ ...storeVariables(), ...webhookVariables() }), environment);
  return {
    dynamodb: { region: variables.AWS_REGION, tableName: variables.TABLE_NAME },
    webhooks: { allowedNetworks: variables.WEBHOOK_ALLOWED_NETWORKS, pollMs: 0 },
  };
}
