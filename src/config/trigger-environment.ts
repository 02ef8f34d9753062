import * as z from 'zod';
import type { DynamoDbSettings } from './settings.js';
import { checkVariables, type Environment, storeVariables } from './variables.js';

/**
 * What the Lambda function of the triggers needs of the environment; Lambda itself sets `AWS_REGION`.
 *
 * @throws EnvironmentError with a line for each faulty variable.
 */
export function parseTriggerEnvironment(environment: Environment): DynamoDbSettings {
  const variables = checkVariables(z.object(storeVariables()), environment);
  return { region: variables.AWS_REGION, tableName: variables.TABLE_NAME };
}
