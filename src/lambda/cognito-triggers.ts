import './decorator-metadata.js';
import { CognitoTriggersService } from '../cognito-triggers/cognito-triggers.service.js';
import { createTriggerContext } from './trigger-context.js';

/** What Lambda calls, and what the embedded user pool calls in its place. */
export type CognitoTriggersHandler = (event: unknown) => Promise<object>;

let starting: Promise<CognitoTriggersService> | undefined;

/** The service, once per container. A start that failed is forgotten, so that the next event tries again. */
function started(): Promise<CognitoTriggersService> {
  starting ??= createTriggerContext(process.env).then(
    (context) => context.get(CognitoTriggersService),
    (error: unknown) => {
      starting = undefined;
      throw error;
    },
  );
  return starting;
}

/**
 * One function for all triggers of the user pool. Returns the whole event; what it throws is read by the person who is
 * signing in (docs/cognito-facts.md#l2), so that a refusal carries its sentence and nothing else.
 */
export const handler: CognitoTriggersHandler = async (event) => {
  const service = await started();
  try {
    return await service.answer(event);
  } catch (error) {
    if (error instanceof Error) error.stack = `${error.name}: ${error.message}`;
    throw error;
  }
};
