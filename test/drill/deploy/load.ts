import { Agent, request } from 'node:http';

/** What a load saw: how many requests were answered by which status, and how many not at all. */
export interface Seen {
  requests: number;
  readonly statuses: Map<number, number>;
  readonly errors: Map<string, number>;
}

/** Requests over connections that are kept, as many at a time as `width`, until told to stop. Nothing is sent twice. */
export function startLoad(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  width: number,
): { readonly seen: Seen; stop(): Promise<void> } {
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  const seen: Seen = { requests: 0, statuses: new Map(), errors: new Map() };
  let running = true;
  const count = <Key>(map: Map<Key, number>, key: Key) => map.set(key, (map.get(key) ?? 0) + 1);

  const one = () =>
    new Promise<void>((resolve) => {
      seen.requests += 1;
      const sent = request({ agent, host: '127.0.0.1', port, path, headers, timeout: 30_000 }, (answer) => {
        answer.resume();
        answer.on('end', () => {
          count(seen.statuses, answer.statusCode ?? 0);
          resolve();
        });
        answer.on('error', (error: NodeJS.ErrnoException) => {
          count(seen.errors, error.code ?? error.name);
          resolve();
        });
      });
      sent.on('timeout', () => sent.destroy());
      sent.on('error', (error: NodeJS.ErrnoException) => {
        count(seen.errors, error.code ?? error.name);
        resolve();
      });
      sent.end();
    });

  const workers = Array.from({ length: width }, async () => {
    while (running) await one();
  });
  return {
    seen,
    stop: async () => {
      running = false;
      await Promise.all(workers);
      agent.destroy();
    },
  };
}
