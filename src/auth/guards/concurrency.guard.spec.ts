import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { clientId, issuer } from '../../../test/support/tokens/claims.js';
import { AppError } from '../../errors/app-error.js';
import { CallerLoad } from '../caller-load.js';
import { Public, SignedIn } from '../policy/policy.decorators.js';
import { RoutePolicies } from '../policy/route-policy.js';
import type { Principal } from '../principal/principal.js';
import { ConcurrencyGuard } from './concurrency.guard.js';

class Routes {
  @Public()
  open() {
    return undefined;
  }

  @SignedIn()
  guarded() {
    return undefined;
  }
}

const machine: Principal = { kind: 'machine', issuer, clientId, scopes: [] };

describe('ConcurrencyGuard', () => {
  const limits = { atOnce: 2, waiting: { reads: 0, changes: 1 }, waitMs: 60_000 };
  let guard: ConcurrencyGuard;
  let server: Server;
  /** What the guard said to each request, in their order, and the answers that are still to be sent. */
  let verdicts: unknown[];
  let answers: ServerResponse[];
  let arrived: () => void;

  beforeEach(async () => {
    guard = new ConcurrencyGuard(new RoutePolicies(), new CallerLoad(limits));
    verdicts = [];
    answers = [];
    arrived = () => undefined;
    server = createServer((request, response) => {
      const place = verdicts.push('waits') - 1;
      answers.push(response);
      void judge(request, response).then((verdict) => {
        verdicts[place] = verdict;
        arrived();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    jest.useRealTimers();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function judge(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const route: keyof Routes = request.url === '/open' ? 'open' : 'guarded';
    const incoming = { method: request.method, principal: machine };
    const args = [incoming, { raw: response }];
    const context = new ExecutionContextHost(args, Routes, Reflect.get(Routes.prototype, route));
    try {
      return await guard.canActivate(context);
    } catch (error) {
      return error instanceof AppError ? error.code : error;
    }
  }

  function answer(index: number): ServerResponse {
    const found = answers[index];
    if (found === undefined) throw new Error(`request ${index} did not arrive`);
    return found;
  }

  /** Sends requests on one connection, one behind the other, and waits for the guard's word to `judged` of them. */
  async function send(requests: readonly string[], judged = requests.length): Promise<Socket> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const before = verdicts.length;
    const all = new Promise<void>((resolve) => {
      arrived = () => {
        if (verdicts.slice(before).filter((verdict) => verdict !== 'waits').length === judged) resolve();
      };
    });
    socket.write(requests.map((line) => `${line} HTTP/1.1\r\nhost: here\r\n\r\n`).join(''));
    await all;
    return socket;
  }

  /** Waits until the guard has said something more. */
  const more = () => new Promise<void>((resolve) => (arrived = resolve));

  it('refuses a read beyond the bound, until an answer is out', async () => {
    await send(['GET /', 'HEAD /', 'GET /']);
    expect(verdicts).toEqual([true, true, 'too_many_requests']);
    const closed = once(answer(0), 'close');
    answer(0).end();
    await closed;
    await send(['GET /', 'GET /']);
    expect(verdicts.slice(3)).toEqual([true, 'too_many_requests']);
  });

  it('lets a change wait for its turn, and asks nothing on an open route', async () => {
    await send(['POST /', 'POST /']);
    await send(['POST /', 'GET /open'], 1);
    expect(verdicts).toEqual([true, true, 'waits', true]);
    const judged = more();
    answer(0).end();
    await judged;
    expect(verdicts).toEqual([true, true, true, true]);
  });

  it.each([
    ['on connections of their own', [['GET /'], ['GET /']]],
    ['one behind the other on one connection', [['GET /', 'GET /']]],
  ])('keeps the places of those who hang up until their work has ended: %s', async (_name, connections) => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    for (const requests of connections) {
      const socket = await send(requests);
      const noticed = once(answer(answers.length - 1).req.socket, 'close');
      socket.destroy();
      await noticed;
    }
    await new Promise((resolve) => setImmediate(resolve));
    await send(['GET /']);
    expect(verdicts).toEqual([true, true, 'too_many_requests']);
    jest.advanceTimersByTime(3_000);
    await send(['GET /', 'GET /', 'GET /']);
    expect(verdicts.slice(3)).toEqual([true, true, 'too_many_requests']);
  });

  it('does not begin a change whose client went away while it waited', async () => {
    await send(['POST /', 'POST /']);
    const socket = await send(['POST /', 'GET /open'], 1);
    const gone = once(answer(2).req.socket, 'close');
    socket.destroy();
    await gone;
    const judged = more();
    answer(0).end();
    await judged;
    expect(verdicts[2]).toBe('too_many_requests');
  });
});
