import { setTimeout as pause } from 'node:timers/promises';
import { ask, only, secondsUntil, shown, stream, strangerOf } from './traffic.mjs';

export const modes = ['refused', '500', 'hang', 'drip', 'empty', 'garbage', 'huge'];
const lasts = 15_000;
/** The longest that a server waits before it asks again. */
const backOff = 60;

/** A server that has keys goes through each kind of outage; made-up key ids make it ask all the time. */
export async function drillOutages({ users, post, proxy }, server, report) {
  const user = await users.create('billing');
  await ask(server, user.token);
  for (const mode of modes) {
    const since = Date.now();
    await post('/local/keys/outage', { mode });
    const known = stream(100, () => ask(server, user.token));
    const fresh = stream(1_000, async () => ask(server, await users.signIn(user.email)));
    const strangers = stream(1_000, () => ask(server, strangerOf(user.token)));
    await pause(lasts);
    const [valid, first, unknown] = [await known.end(), await fresh.end(), await strangers.end()];
    const { all: reads } = proxy.readsOf(server.name, since);
    await post('/local/keys/outage', { mode: 'none' });
    const seesWell = async () => (await ask(server, strangerOf(user.token))).status === 401;
    const seconds = await secondsUntil(seesWell, { limit: backOff, every: 1_000 });
    const slowest = Math.max(valid.slowest, first.slowest).toFixed(0);
    report(
      `outage: ${mode}`,
      'valid tokens, known and new',
      `${shown(valid)}; ${shown(first)}; slowest ${slowest} ms`,
      'only 200',
      only(valid, 200) && only(first, 200),
    );
    report(
      `outage: ${mode}`,
      'made-up key ids',
      `${shown(unknown)}; ${reads} reads`,
      'only 503, after reads',
      only(unknown, 503) && reads > 1,
    );
    report(`outage: ${mode}`, 'sees its end after', `${seconds.toFixed(1)} s`, `≤ ${backOff} s`, seconds <= backOff);
  }
}

/** A server that starts in an outage has no keys at all. */
export async function drillColdStarts({ users, post, startServer }, report) {
  const { token } = await users.create('billing');
  for (const mode of modes) {
    await post('/local/keys/outage', { mode });
    const server = await startServer(`cold-${mode}`);
    const cold = await ask(server, token);
    const { status: ready } = await fetch(`${server.url}/health/ready`);
    const saysWhen = Number(cold.retryAfter) >= 1;
    const measured = `${cold.status} ${cold.code}, Retry-After ${cold.retryAfter}; ready: ${ready}`;
    report(
      `cold in ${mode}`,
      'valid token',
      measured,
      '503 with Retry-After',
      cold.status === 503 && saysWhen && ready === 503,
    );
    await post('/local/keys/outage', { mode: 'none' });
    const seen = new Set();
    const works = async () => {
      const { status } = await ask(server, token);
      seen.add(status);
      return status === 200;
    };
    const seconds = await secondsUntil(works, { limit: backOff });
    report(
      `cold in ${mode}`,
      'works after its end',
      `${seconds.toFixed(1)} s`,
      `≤ ${backOff} s, no 401`,
      seconds <= backOff && !seen.has(401),
    );
    await server.stop();
  }
}
