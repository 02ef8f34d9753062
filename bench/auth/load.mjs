// The load, a process of its own: one autocannon run for each message, with the tokens dealt out to the connections.
import { createRequire } from 'node:module';

const autocannon = createRequire(new URL('./rivals/package.json', import.meta.url))('autocannon');

process.on('message', (run) => {
  fire(run).then(
    (result) => process.send(result),
    (error) => process.send({ failure: error.message }),
  );
});
process.once('disconnect', () => process.exit(0));

/** Choosing among many requests costs the load time, too: it does so for one token as for a thousand. */
const requestsOf = (tokens, connections) => Math.max(16, Math.ceil(tokens.length / connections));

/** @returns answers a second, and answers other than 2xx; a run ends after `amount` requests or after `seconds`. */
async function fire({ url, tokens, connections, seconds, amount }) {
  let dealt = 0;
  let answers = 0;
  let last = 0;
  const run = autocannon({
    url,
    connections,
    // how often it looks whether it is over, in milliseconds
    sampleInt: 50,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    setupClient: (client) => {
      const turn = dealt++ % connections;
      const requests = Array.from({ length: requestsOf(tokens, connections) }, (_, index) => {
        const token = tokens[(turn + index * connections) % tokens.length];
        return { headers: { authorization: `Bearer ${token}` } };
      });
      client.setRequests(requests);
    },
  });
  const begun = performance.now();
  run.on('response', () => {
    answers += 1;
    last = performance.now();
  });
  const sleepAgain = stayAwake();
  const { non2xx, errors } = await run;
  sleepAgain();
  return { perSecond: (answers * 1_000) / (last - begun), answers, refused: non2xx, errors };
}

/**
 * A load that waits for answers falls asleep, and who answers next pays for waking it up: on a virtual machine that was a
 * sixth to a third of a server's processor time, more for slower ones. One that looks again at once costs all the same.
 */
function stayAwake() {
  let next = setImmediate(function again() {
    next = setImmediate(again);
  });
  return () => clearImmediate(next);
}
