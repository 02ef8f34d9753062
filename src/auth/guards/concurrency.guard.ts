import type { ServerResponse } from 'node:http';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { CallerLoad } from '../caller-load.js';
import { RoutePolicies } from '../policy/route-policy.js';
import { refusal } from '../refusal.js';
import { callerOf } from './caller.js';

/** The parts of Fastify's request and reply that matter here. */
interface Incoming {
  readonly method: string;
}
interface Outgoing {
  readonly raw: ServerResponse;
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Nothing that a request has begun takes longer: the store's deadline. */
const workEndsWithinMs = 3_000;

/**
 * How much at once: a bound of requests that run for one caller. Some more wait for their turn, and the rest gets 429
 * `too_many_requests`. Fewer reads may wait than changes: a client can repeat a read without harm, and a burst of bookings
 * is answered by what became of each. The last of the guards: a request that another one refuses takes no place.
 */
@Injectable()
export class ConcurrencyGuard implements CanActivate {
  constructor(
    private readonly policies: RoutePolicies,
    private readonly load: CallerLoad,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const policy = this.policies.of(context.getHandler(), context.getClass());
    if (policy.kind === 'public') return true;
    const principal = callerOf(context);
    const caller = principal.kind === 'user' ? principal.sub : principal.clientId;
    const { raw: response } = context.getArgByIndex<Outgoing>(1);
    const { method } = context.getArgByIndex<Incoming>(0);
    const turn = this.load.enter(caller, safeMethods.has(method) ? 'reads' : 'changes');
    if (turn === undefined) {
      this.leaveAfter(response, caller);
      return true;
    }
    return turn.then(() => {
      this.leaveAfter(response, caller);
      // nobody waits for the answer any more, so that nothing need begin
      if (isCut(response)) throw refusal('too_many_requests', { retryAfter: 1 });
      return true;
    });
  }

  /**
   * Gives the place back when the answer is out. Whoever goes away before leaves work behind, and keeps the place until that
   * must have ended: else sending and hanging up would be a way around the bound.
   */
  private leaveAfter(response: ServerResponse, caller: string): void {
    const end = (): void => {
      if (response.writableEnded) this.load.leave(caller);
      else
        setTimeout(() => {
          this.load.leave(caller);
        }, workEndsWithinMs).unref();
    };
    if (isCut(response)) end();
    else if (response.socket !== null) response.once('close', end);
    else onceClosed(response, end);
  }
}

/** Whether the client has gone away. */
const isCut = ({ destroyed, req }: ServerResponse): boolean => destroyed || req.socket.destroyed;

/**
 * For a request that was sent before the answer to another one on its connection (pipelining, RFC 9112 section 9.3.2): until
 * its answer has its turn, it is not told that the connection was closed.
 */
function onceClosed(response: ServerResponse, listener: () => void): void {
  const { socket } = response.req;
  const once = (): void => {
    socket.off('close', once);
    response.off('close', once);
    listener();
  };
  // as many as a client sends at once
  socket.setMaxListeners(0).once('close', once);
  response.once('close', once);
}
