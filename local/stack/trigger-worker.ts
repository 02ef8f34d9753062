import { parentPort, workerData } from 'node:worker_threads';
import type { CognitoTriggersHandler } from '../../src/lambda/cognito-triggers.js';
import type { TriggerCall, TriggerReply } from './trigger-function.js';

// The inside of the trigger function: a thread of its own with an environment of its own, as Lambda gives one.
const { bundle } = workerData as { bundle: string };
const { handler } = (await import(bundle)) as { handler: CognitoTriggersHandler };

parentPort?.on('message', ({ id, event }: TriggerCall) => {
  const reply = (answer: TriggerReply): void => {
    parentPort?.postMessage(answer);
  };
  handler(event).then(
    (answer) => {
      reply({ id, answer });
    },
    (error: unknown) => {
      reply({ id, error: error instanceof Error ? error.message : String(error) });
    },
  );
});
