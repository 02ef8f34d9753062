import { setTimeout as pause } from 'node:timers/promises';
import { ask, kidOf, only, secondsUntil, shown, stream } from './traffic.mjs';

const limit = 15 * 60;
/** Just past the age at which an idle server asks again before it believes a key. */
const idleFor = 10 * 60 + 5;

/** A key leaves the JWKS, at a busy server and at an idle one; beside them one whose key server hangs for as long. */
export async function drillRemoval({ users, post, proxy, startServer }, report) {
  const names = ['busy', 'idle', 'cut-off'];
  const [busy, idle, cutOff] = await Promise.all(names.map((name) => startServer(name)));
  const user = await users.create('billing');
  await post('/local/keys/rotate');
  const renewed = await users.signIn(user.email);
  // all of them know both keys, and have just read them: the longest way to go
  for (const server of [busy, idle, cutOff]) {
    for (const token of [user.token, renewed]) {
      const { status } = await ask(server, token);
      if (status !== 200) throw new Error(`the drill cannot begin: ${server.name} answers ${status}`);
    }
  }
  proxy.withhold(kidOf(user.token));
  proxy.hangFor('cut-off');
  const begun = Date.now();
  const staying = stream(1_000, () => ask(busy, renewed));
  const stale = stream(1_000, () => ask(cutOff, user.token));
  const isRefused = (server) => async () => (await ask(server, user.token)).code === 'unknown_key';
  const seconds = await secondsUntil(isRefused(busy), { limit, every: 1_000 });
  report('removal', 'busy server', `${seconds.toFixed(0)} s`, `401 within ${limit} s`, seconds <= limit);
  await pause(Math.max(0, begun + idleFor * 1_000 - Date.now()));
  const asked = (Date.now() - begun) / 1000;
  const first = await ask(idle, user.token);
  const measured = `${first.status} ${first.code} at the first request, ${asked.toFixed(0)} s later`;
  report('removal', 'idle server', measured, `401 within ${limit} s`, first.code === 'unknown_key');
  // on until the keys of the server that is cut off are past the age at which it would rather ask
  await pause(30_000);
  const [kept, aged] = [await staying.end(), await stale.end()];
  report('removal', 'tokens under the key that stays', shown(kept), 'only 200', only(kept, 200));
  const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
  report(
    'long outage',
    `hangs for ${minutes} min`,
    `${shown(aged)}; slowest ${aged.slowest.toFixed(0)} ms`,
    'only 200',
    only(aged, 200),
  );
}
