import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a connection that was opened, but never used, is left alone: its first request may be on its way. */
const unusedConnectionMs = 1_000;

interface HttpSocket extends Socket {
  /** Node's own: the answer that is being prepared on this connection. */
  readonly _httpMessage?: ServerResponse | null;
}

/**
 * Ends an HTTP server without losing a request. A connection that the server closes may just be carrying one; so clients are
 * asked to close theirs (`Connection: close`; RFC 9112, section 9.6), and only what is idle is closed from here.
 */
export class HttpDrain {
  private readonly connections = new Set<HttpSocket>();

  /** @param server one that does not listen yet */
  constructor(private readonly server: Server) {
    server.on('connection', (socket: HttpSocket) => {
      this.connections.add(socket);
      socket.once('close', () => this.connections.delete(socket));
    });
  }

  /** From now on, every answer asks its client to close the connection. */
  askClientsToClose(): void {
    for (const { _httpMessage: answer } of this.connections) if (answer) askToClose(answer);
    this.server.prependListener('request', (_request, answer) => {
      askToClose(answer);
    });
  }

  /** Stops listening; resolves when every request in flight is answered and every connection closed. */
  async finish(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    const unused = setTimeout(() => {
      for (const socket of this.connections) if (socket.bytesRead === 0) socket.destroy();
    }, unusedConnectionMs);
    await closed;
    clearTimeout(unused);
  }
}

function askToClose(answer: ServerResponse): void {
  if (!answer.headersSent) answer.setHeader('connection', 'close');
}
