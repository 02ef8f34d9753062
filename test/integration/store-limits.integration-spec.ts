import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tableAt } from '../support/store/dynamodb-engine.js';

const key = { PK: 'CLINIC#CLN-001', SK: 'META' };

describe('the limits on calls to the store', () => {
  let server: Server;
  let endpoint: string;
  let answer: Parameters<typeof createServer>[1] = () => undefined;
  let attempts = 0;

  beforeEach(async () => {
    attempts = 0;
    server = createServer((request, response) => {
      attempts += 1;
      answer?.(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('gives up on a store that never answers, after a bounded number of attempts', async () => {
    answer = () => undefined;
    const table = tableAt(endpoint, { attemptMs: 300 });
    await expect(table.get(key)).rejects.toMatchObject({ code: 'store_unavailable', retryAfter: 1 });
    expect(attempts).toBe(3);
    table.close();
  });

  it('gives up at its deadline, however long an attempt may take', async () => {
    answer = () => undefined;
    const table = tableAt(endpoint, { attemptMs: 60_000, deadlineMs: 30 });
    await expect(table.get(key)).rejects.toMatchObject({
      code: 'store_unavailable',
      reason: 'DeadlineExceededError',
    });
    table.close();
  });

  it.each([
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
    [400, 'ThrottlingException'],
    [400, 'ProvisionedThroughputExceededException'],
  ])('takes %d %s for "not now"', async (status, type) => {
    answer = (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'x' }));
    };
    const table = tableAt(endpoint, { attempts: 1 });
    await expect(table.get(key)).rejects.toMatchObject({ code: 'store_unavailable' });
    table.close();
  });

  it('takes a refusal of the request itself for a fault of ours', async () => {
    answer = (_request, response) => {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'com.amazon.coral.validate#ValidationException', message: 'x' }));
    };
    const table = tableAt(endpoint);
    await expect(table.get(key)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(attempts).toBe(1);
    table.close();
  });

  it('takes a connection that breaks for "not now"', async () => {
    answer = (request) => request.socket.destroy();
    const table = tableAt(endpoint);
    await expect(table.get(key)).rejects.toMatchObject({ code: 'store_unavailable' });
    table.close();
  });

  it('starts the deadline when a call is let in: 100 calls over 2 sockets all end well', async () => {
    answer = (_request, response) => {
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
        response.end('{}');
      }, 15);
    };
    // together they take longer than one may: with the clock running in the queue, the last ones would fail
    const table = tableAt(endpoint, { sockets: 2, deadlineMs: 500 });
    const calls = Array.from({ length: 100 }, () => table.get(key));
    await expect(Promise.all(calls)).resolves.toHaveLength(100);
    table.close();
  });
});
