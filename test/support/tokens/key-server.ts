import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A JWKS endpoint on loopback whose answer can be changed, and which counts how often it was asked. */
export class KeyServer {
  reads = 0;
  private answer: RequestListener = (_request, response) => response.end();
  private readonly server: Server = createServer((request, response) => {
    this.reads++;
    this.answer(request, response);
  });

  static async start(...keys: readonly object[]): Promise<KeyServer> {
    const keyServer = new KeyServer();
    await new Promise<void>((resolve) => keyServer.server.listen(0, '127.0.0.1', resolve));
    keyServer.publish(...keys);
    return keyServer;
  }

  get uri(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/.well-known/jwks.json`;
  }

  publish(...keys: readonly object[]): void {
    this.answerWith(200, JSON.stringify({ keys }));
  }

  answerWith(status: number, body: string): void {
    this.answerBy((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  }

  answerBy(answer: RequestListener): void {
    this.answer = answer;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
