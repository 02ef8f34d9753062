import { setTimeout as pause } from 'node:timers/promises';
import { ask, kidOf, only, secondsUntil, shown, stream, strangerOf } from './traffic.mjs';

const floodEvery = 20;
const limit = 10;

/** A new key in calm, and one in a flood of tokens under key ids that nobody has. */
export async function drillRotation({ users, post, proxy }, server, report) {
  const user = await users.create('billing');
  const { token } = user;
  await ask(server, token);
  const calm = await rotateAndWait({ users, post }, server, user);
  report(
    'rotation',
    'new key, calm',
    `${calm.seconds.toFixed(2)} s (${calm.seen})`,
    `≤ ${limit} s, no 401`,
    isGood(calm),
  );

  const since = Date.now();
  const flood = stream(floodEvery, () => ask(server, strangerOf(token)));
  const known = stream(200, () => ask(server, token));
  // tokens never seen before, under the key that is known
  const fresh = stream(2_000, async () => ask(server, await users.signIn(user.email)));
  await pause(15_000);
  const under = await fresh.end();
  const attacked = await rotateAndWait({ users, post }, server, user);
  await pause(60_000);
  const [flooded, valid] = [await flood.end(), await known.end()];
  const { all, inAMinute } = proxy.readsOf(server.name, since);
  const seconds = (Date.now() - since) / 1000;
  const rate = (flooded.all / seconds).toFixed(0);
  report(
    'rotation',
    `new key, flood of ${rate} a second`,
    `${attacked.seconds.toFixed(2)} s (${attacked.seen})`,
    `≤ ${limit} s, no 401`,
    isGood(attacked),
  );
  report(
    'flood',
    'valid tokens, known and new',
    `${shown(valid)}; ${shown(under)}`,
    'only 200',
    only(valid, 200) && only(under, 200),
  );
  report('flood', 'made-up key ids', shown(flooded), 'only 401 and 503', only(flooded, 401, 503));
  report(
    'flood',
    'reads of the JWKS',
    `${inAMinute} in a minute, ${all} in ${seconds.toFixed(0)} s`,
    '≤ 10 in any minute',
    inAMinute <= 10,
  );
}

const isGood = ({ seconds, statuses }) => seconds <= limit && !statuses.has(401);

async function rotateAndWait({ users, post }, server, { email, token }) {
  await post('/local/keys/rotate');
  const renewed = await users.signIn(email);
  if (kidOf(renewed) === kidOf(token)) throw new Error('the pool did not rotate its key');
  const statuses = new Map();
  const works = async () => {
    const { status } = await ask(server, renewed);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    return status === 200;
  };
  const seconds = await secondsUntil(works, { limit: 60 });
  return { seconds, statuses, seen: [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ') };
}
