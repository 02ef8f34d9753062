// Requests as clients make them, and what came of them.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const partOf = (token, index) => JSON.parse(Buffer.from(token.split('.')[index], 'base64url'));

export const kidOf = (token) => partOf(token, 0).kid;

/** A genuine token under a key id that nobody has: all is well with it but the key and the signature. */
export function strangerOf(token) {
  const [, payload, signature] = token.split('.');
  return `${base64url({ ...partOf(token, 0), kid: randomUUID() })}.${payload}.${signature}`;
}

export async function ask(server, token, { path = '/v1/me', method = 'GET', body } = {}) {
  const begun = performance.now();
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const code = answer.headers.get('content-type')?.includes('problem') ? JSON.parse(text).code : undefined;
  const { status, headers } = answer;
  return { status, code, retryAfter: headers.get('retry-after'), took: performance.now() - begun };
}

/** A stream of requests, begun every so often whether the last was answered or not; `end()` gives what came of them. */
export function stream(every, request) {
  const outcomes = [];
  const under = new Set();
  const timer = setInterval(() => {
    const one = request().then((outcome) => {
      outcomes.push(outcome);
      under.delete(one);
    });
    under.add(one);
  }, every);
  return {
    async end() {
      clearInterval(timer);
      await Promise.all(under);
      return tally(outcomes);
    },
  };
}

/** Counts by status, and the longest wait in milliseconds. */
function tally(outcomes) {
  const counts = {};
  for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1;
  return { counts, all: outcomes.length, slowest: Math.max(0, ...outcomes.map(({ took }) => took)) };
}

export const only = ({ counts, all }, ...statuses) =>
  all > 0 && Object.keys(counts).every((status) => statuses.includes(Number(status)));

export const shown = ({ counts }) =>
  Object.entries(counts)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');

/** Seconds until `isSo` first holds, asked every so often; what was seen on the way is kept by `isSo`. */
export async function secondsUntil(isSo, { limit, every = 250 }) {
  const begun = performance.now();
  for (;;) {
    const done = await isSo();
    const seconds = (performance.now() - begun) / 1000;
    if (done) return seconds;
    if (seconds > limit) return Infinity;
    await pause(every);
  }
}
