import { createServer } from 'node:net';

/** Asks the system for a port that is free on loopback. Another process may still take it first: be ready to ask again. */
export function freePort(): Promise<number> {
  return tryPort(0, '127.0.0.1');
}

/**
 * Listens for a moment to see whether one can.
 *
 * @returns the port, chosen by the system when 0 was asked for
 * @throws the system's error: EADDRINUSE when it is taken, EACCES when it needs privileges
 */
export function tryPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('the system named no port'));
        else resolve(address.port);
      });
    });
  });
}
