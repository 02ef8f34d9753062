import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How long after a deregistration a load balancer may still send requests to the target. */
const propagationMs = 5_000;
const healthCheckMs = 1_000;

interface Target {
  readonly port: number;
  healthy: boolean;
  /** Until when it gets requests after it was taken out; absent while it is registered. */
  endsAt?: number;
}

/**
 * A balancer that behaves as an Application Load Balancer does for what matters to a deployment: targets count after two good
 * health checks, connections to targets are kept and used again, no request is sent twice, a target that was taken out may
 * get requests for five seconds more, and what cannot be forwarded is a 502 or 503.
 */
export class Balancer {
  private readonly targets = new Set<Target>();
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });
  private readonly server: Server;
  private turn = 0;

  constructor() {
    this.server = createServer((incoming, outgoing) => {
      const target = this.next();
      if (target === undefined) {
        outgoing.writeHead(503).end();
        return;
      }
      const forwarded = request(
        {
          agent: this.agent,
          host: '127.0.0.1',
          port: target.port,
          method: incoming.method,
          path: incoming.url,
          headers: incoming.headers,
        },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.on('error', () => {
        if (outgoing.headersSent) outgoing.destroy();
        else outgoing.writeHead(502).end();
      });
      incoming.pipe(forwarded);
    });
    this.server.keepAliveTimeout = 60_000;
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  /** Registers a target, and resolves when it is healthy. */
  async register(port: number): Promise<void> {
    const target: Target = { port, healthy: false };
    for (let good = 0; good < 2;) {
      good = (await isReady(port)) ? good + 1 : 0;
      if (good < 2) await pause(healthCheckMs);
    }
    target.healthy = true;
    this.targets.add(target);
  }

  /** Takes a target out. It may get requests for five seconds more. */
  deregister(port: number): void {
    for (const target of this.targets) if (target.port === port) target.endsAt = Date.now() + propagationMs;
  }

  close(): void {
    this.agent.destroy();
    this.server.close();
    this.server.closeAllConnections();
  }

  private next(): Target | undefined {
    for (const target of this.targets)
      if (target.endsAt !== undefined && target.endsAt < Date.now()) this.targets.delete(target);
    const open = [...this.targets].filter(({ healthy }) => healthy);
    return open[this.turn++ % Math.max(open.length, 1)];
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
