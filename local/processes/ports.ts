import { createServer } from 'node:net';

/** Asks the system for a port that is free on loopback. Another process may still take it first: be ready to ask again. */
export async function freePort(): Promise<number> {
  return listenBriefly(0, '127.0.0.1');
}

/** True when nothing listens on the port of that address. */
export async function isPortFree(port: number, host: string): Promise<boolean> {
  try {
    await listenBriefly(port, host);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

function listenBriefly(port: number, host: string): Promise<number> {
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
