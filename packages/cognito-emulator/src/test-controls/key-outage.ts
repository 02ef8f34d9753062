import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.js';
import type { Handler, Reply, TakeOver } from '../http/exchange.js';
import { textReply } from '../http/exchange.js';

/** How the published keys can fail; `none` ends an outage. */
export const outageModes = ['none', 'refused', '500', 'hang', 'drip', 'empty', 'garbage', 'huge'] as const;
export type OutageMode = (typeof outageModes)[number];

const dripMilliseconds = 500;
const hugeBytes = 64 * 1024 * 1024;
const chunk = Buffer.alloc(64 * 1024, ' ');

/**
 * Outages of the JWKS endpoint of every pool, for tests of those who verify tokens. The port stays open for everything else,
 * so `refused` resets the connection after it was accepted: to a client that is the same failed fetch.
 */
export class KeyOutage {
  private mode: OutageMode = 'none';
  private readonly held = new Set<ServerResponse>();

  /** `clock` is for the pace of `drip`, which is the network's and not the pool's. */
  constructor(private readonly clock: Clock) {}

  /** Changes the mode; answers that an earlier one holds back are cut off. */
  set(mode: OutageMode): void {
    this.mode = mode;
    for (const response of this.held) response.destroy();
  }

  /** Stands before the route that publishes the keys. */
  readonly handler: Handler = ({ method, path }) =>
    method === 'GET' && path.endsWith('/.well-known/jwks.json') ? this.answer() : undefined;

  private answer(): Reply | TakeOver | undefined {
    switch (this.mode) {
      case 'none':
        return undefined;
      case '500':
        return textReply(500, 'Internal Server Error');
      case 'empty':
        return textReply(200, '{"keys":[]}', { 'content-type': 'application/json' });
      case 'garbage':
        return textReply(200, '{"keys":[{"kid":', { 'content-type': 'application/json' });
      case 'refused':
        return { takeOver: (response) => response.socket?.resetAndDestroy() };
      case 'hang':
        return {
          takeOver: (response) => {
            this.hold(response);
          },
        };
      case 'drip':
        return {
          takeOver: (response) => {
            this.drip(response);
          },
        };
      case 'huge':
        return {
          takeOver: (response) => {
            this.flood(response);
          },
        };
    }
  }

  private hold(response: ServerResponse): void {
    this.held.add(response);
    response.once('close', () => this.held.delete(response));
  }

  private drip(response: ServerResponse): void {
    this.hold(response);
    response.writeHead(200, { 'content-type': 'application/json' });
    let cancel = (): void => undefined;
    const drop = (): void => {
      response.write(' ');
      cancel = this.clock.after(dripMilliseconds, drop);
    };
    drop();
    response.once('close', () => {
      cancel();
    });
  }

  private flood(response: ServerResponse): void {
    this.hold(response);
    response.writeHead(200, { 'content-type': 'application/json' });
    let left = hugeBytes;
    const pour = (): void => {
      while (left > 0) {
        left -= chunk.length;
        if (!response.write(chunk)) return;
      }
      response.end('{"keys":[]}');
    };
    response.on('drain', pour);
    pour();
  }
}
