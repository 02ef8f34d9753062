import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What happens to one call on its way:
 * - `lose-request`: the connection breaks before the engine sees it;
 * - `lose-answer`: the engine does it, and the connection breaks before the answer arrives;
 * - `fail` / `fail-after`: the store answers 500, without or with having done it;
 * - `conflict`: the store says that another transaction is at the same items;
 * - `throttle`: the store says that it has too much to do;
 * - `delay`: the answer takes longer than a caller waits for one attempt; `silence`: there is none.
 */
export type CallFault =
  'none' | 'lose-request' | 'lose-answer' | 'fail' | 'fail-after' | 'conflict' | 'throttle' | 'delay' | 'silence';

const delayMs = 1_500;

export interface Call {
  /** Such as `TransactWriteItems`. */
  readonly operation: string;
  /** Counts the calls of this operation, from 1. */
  readonly number: number;
}

export interface FaultProxy {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * A proxy on loopback between the real client and the real engine. It takes the ClientRequestToken out of transactions,
 * so that what is proven does not rest on the store's own ten-minute memory of tokens.
 */
export async function startFaultProxy(engine: string, decide: (call: Call) => CallFault): Promise<FaultProxy> {
  const counts = new Map<string, number>();
  const server = createServer((incoming, outgoing) => {
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const number = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, number);
    void relay(incoming, outgoing, engine, decide({ operation, number }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function relay(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  engine: string,
  fault: CallFault,
): Promise<void> {
  const body = withoutToken(await buffer(incoming));
  if (fault === 'silence') return;
  if (fault === 'delay') await pause(delayMs, undefined, { ref: false });
  if (fault === 'lose-request') incoming.socket.destroy();
  else if (fault === 'fail') answer(outgoing, 500, failure);
  else if (fault === 'throttle') answer(outgoing, 400, throttled);
  else if (fault === 'conflict') answer(outgoing, 400, conflict(body));
  else {
    const headers = { ...incoming.headers, 'content-length': String(Buffer.byteLength(body)) };
    const forwarded = send(engine, { method: 'POST', headers }).end(body);
    const [response] = (await once(forwarded, 'response')) as [IncomingMessage];
    const bytes = await buffer(response);
    if (fault === 'lose-answer') incoming.socket.destroy();
    else if (fault === 'fail-after') answer(outgoing, 500, failure);
    else outgoing.writeHead(response.statusCode ?? 502, response.headers).end(bytes);
  }
}

function withoutToken(bytes: Buffer): string {
  const body = JSON.parse(bytes.toString()) as { ClientRequestToken?: string };
  delete body.ClientRequestToken;
  return JSON.stringify(body);
}

const failure = { __type: 'InternalServerError', message: 'injected' };
const throttled = { ...failure, __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' };

function conflict(body: string): unknown {
  const { TransactItems: actions } = JSON.parse(body) as { TransactItems: unknown[] };
  return {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: 'injected',
    CancellationReasons: actions.map((_action, index) => ({ Code: index === 0 ? 'None' : 'TransactionConflict' })),
  };
}

function answer(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  outgoing.end(JSON.stringify(body));
}
