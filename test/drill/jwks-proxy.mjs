// Stands between the servers and the pool's published keys: counts who asks when, can take a key away, can hang.
import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Each server asks under its own name: `{address}/{name}`. */
export async function startJwksProxy(target) {
  const reads = [];
  const withheld = new Set();
  const hanging = new Set();
  const server = createServer((incoming, outgoing) => {
    const name = incoming.url.slice(1);
    reads.push({ name, at: Date.now() });
    if (!hanging.has(name)) relay(target, withheld, outgoing);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    addressFor: (name) => `http://127.0.0.1:${server.address().port}/${name}`,
    /** How often a server asked since a moment, and at most within any minute of that. */
    readsOf(name, since) {
      const times = reads.filter((read) => read.name === name && read.at >= since).map(({ at }) => at);
      const inMinuteFrom = (start) => times.filter((at) => at >= start && at < start + 60_000).length;
      return { all: times.length, inAMinute: Math.max(0, ...times.map(inMinuteFrom)) };
    },
    withhold: (kid) => withheld.add(kid),
    hangFor: (name) => hanging.add(name),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Passes on an outage as it is: a reset as a reset, a drip as a drip. */
function relay(target, withheld, outgoing) {
  const forwarded = send(target, async (response) => {
    if (response.statusCode !== 200 || withheld.size === 0) {
      response.pipe(outgoing.writeHead(response.statusCode, response.headers));
      response.on('error', () => outgoing.destroy());
      return;
    }
    const { keys } = JSON.parse(await buffer(response));
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify({ keys: keys.filter(({ kid }) => !withheld.has(kid)) }));
  });
  forwarded.on('error', () => outgoing.socket?.resetAndDestroy());
  outgoing.on('close', () => forwarded.destroy());
  forwarded.end();
}
