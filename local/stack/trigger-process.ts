// The process of the trigger function: it loads the bundle that Lambda would load, and answers one message for each event.
import type { CognitoTriggersHandler } from '../../src/lambda/cognito-triggers.js';
import type { TriggerCall, TriggerReply } from './trigger-function.js';

const [bundle = ''] = process.argv.slice(2);
const loading = import(bundle) as Promise<{ handler: CognitoTriggersHandler }>;

const reply = (message: TriggerReply): void => {
  process.send?.(message);
};

// from here on an event is answered without the time that loading takes
loading.then(
  () => {
    process.send?.('ready' satisfies TriggerReply);
  },
  // every event is refused with the reason
  () => {
    process.send?.('ready' satisfies TriggerReply);
  },
);

// the launcher is gone, however it went
process.once('disconnect', () => process.exit());
process.on('message', ({ id, event }: TriggerCall) => {
  loading
    .then(({ handler }) => handler(event))
    .then(
      (answer) => {
        reply({ id, answer });
      },
      (error: unknown) => {
        reply({ id, error: error instanceof Error ? error.message : String(error) });
      },
    );
});
