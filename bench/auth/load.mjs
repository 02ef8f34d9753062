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

/** @returns answers a second, and answers other than 2xx; a run ends after `amount` requests or after `seconds`. */
async function fire({ url, tokens, connections, seconds, amount }) {
  let dealt = 0;
  let answers = 0;
  let last = 0;
  const run = autocannon({
    url,
    connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    setupClient: (client) => {
      const turn = dealt++ % connections;
      const own = tokens.filter((_, index) => index % connections === turn % Math.min(connections, tokens.length));
      if (own.length > 0) client.setRequests(own.map((token) => ({ headers: { authorization: `Bearer ${token}` } })));
    },
  });
  const begun = performance.now();
  run.on('response', () => {
    answers += 1;
    last = performance.now();
  });
  const { non2xx, errors } = await run;
  return { perSecond: (answers * 1_000) / (last - begun), answers, refused: non2xx, errors };
}
