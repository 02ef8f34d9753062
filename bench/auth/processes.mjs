import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const children = new Set();
const ticksPerSecond = 100;

/** Starts a script of this folder on the given core, with a channel to it, over which it also learns of our end. */
export function start(script, { core, pinned, args = [], flags = [], env = {} }) {
  const node = [process.execPath, ...flags, fileURLToPath(new URL(script, import.meta.url)), ...args];
  const [command, ...rest] = pinned ? ['taskset', '-c', String(core), ...node] : node;
  const child = spawn(command, rest, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** The next message of a child; an end of the child instead is an error. */
export async function nextMessage(child, what) {
  const cancel = new AbortController();
  try {
    return await Promise.race([
      once(child, 'message', { signal: cancel.signal }).then(([message]) => message),
      once(child, 'exit', { signal: cancel.signal }).then(() => {
        throw new Error(`${what} ended by itself`);
      }),
    ]);
  } finally {
    cancel.abort();
  }
}

export async function end(child) {
  const gone = once(child, 'exit');
  // each ends when its channel closes; one that hangs is ended all the same
  child.disconnect();
  const impatient = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(impatient);
}

export const endAll = () => Promise.all([...children].map(end));

/** Seconds of processor time that a process has used so far (Linux only; elsewhere undefined). */
export function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return undefined;
  }
}
