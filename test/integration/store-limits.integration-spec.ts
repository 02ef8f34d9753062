import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withRequestDeadline } from '../../src/clock/request-deadline.js';
import type { AppError } from '../../src/errors/app-error.js';
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

  it.each([
    ['cut in the middle', 200, {}, '{"Item":{"PK":{"S":"a'],
    ['a page of a proxy', 200, { 'content-type': 'text/html' }, '<html>Please sign in</html>'],
    ['a page of a proxy that is a fault', 502, { 'content-type': 'text/html' }, '<html>Bad gateway</html>'],
    ['a refusal that is a page', 403, { 'content-type': 'text/html' }, '<html>Forbidden</html>'],
    ['empty', 200, {}, ''],
    ['altered on its way', 200, { 'x-amz-crc32': '1' }, '{}'],
  ])('never believes an answer that is %s, and asks again', async (_what, status, headers, body) => {
    answer = (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers });
      response.end(body);
    };
    const table = tableAt(endpoint);
    await expect(table.write({ put: { ...key, name: 'x' } })).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(table.get(key)).rejects.toMatchObject({ code: 'store_unavailable', reason: 'DamagedAnswerError' });
    expect(attempts).toBe(6);
    table.close();
  });

  it('never believes an answer whose connection ends in the middle of the body', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': '500' });
      response.write('{}', () => response.socket?.destroy());
    };
    const table = tableAt(endpoint);
    await expect(table.get(key)).rejects.toMatchObject({ code: 'store_unavailable', reason: 'DamagedAnswerError' });
    expect(attempts).toBe(3);
    table.close();
  });

  it('believes an answer after others that were damaged', async () => {
    const bodies = ['', '<html>', '{"Item":{"PK":{"S":"a"}}}'];
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(bodies.shift());
    };
    const table = tableAt(endpoint);
    await expect(table.get(key)).resolves.toEqual({ PK: 'a' });
    table.close();
  });

  it.each([
    ['ExpiredTokenException', 'DynamoDB refuses the credentials of this server: ExpiredTokenException'],
    ['UnrecognizedClientException', 'DynamoDB refuses the credentials of this server: UnrecognizedClientException'],
    ['AccessDeniedException', 'DynamoDB refuses the credentials of this server: AccessDeniedException'],
    ['ResourceNotFoundException', 'DynamoDB has no table portal-test (TABLE_NAME) in this region and account'],
  ])('says in the log what %s means, and answers "not now"', async (type, reason) => {
    answer = (_request, response) => {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message: 'x' }));
    };
    const table = tableAt(endpoint);
    await expect(table.get(key)).rejects.toMatchObject({ code: 'store_unavailable', reason });
    expect(attempts).toBe(1);
    table.close();
  });

  it('repeats a single broken call also after an outage in which many failed', async () => {
    answer = (request) => request.socket.destroy();
    const table = tableAt(endpoint);
    const outage = await Promise.allSettled(Array.from({ length: 200 }, () => table.get(key)));
    expect(outage.every(({ status }) => status === 'rejected')).toBe(true);
    let calls = 0;
    answer = (request, response) => {
      calls += 1;
      if (calls % 2 === 1) request.socket.destroy();
      else response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    };
    for (let call = 0; call < 60; call += 1) await expect(table.get(key)).resolves.toBeUndefined();
    table.close();
  });

  it('repeats a write of one item that meets a transaction', async () => {
    answer = (_request, response) => {
      const conflict = { __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException', message: 'x' };
      response.writeHead(attempts < 3 ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(attempts < 3 ? JSON.stringify(conflict) : '{}');
    };
    const table = tableAt(endpoint);
    await expect(table.write({ put: { ...key } })).resolves.toMatchObject({ kind: 'done' });
    expect(attempts).toBe(3);
    table.close();
  });

  it('takes a connection that breaks for "not now"', async () => {
    answer = (request) => request.socket.destroy();
    const table = tableAt(endpoint);
    await expect(table.get(key)).rejects.toMatchObject({ code: 'store_unavailable' });
    table.close();
  });

  it('gives one request one deadline over all its calls, their retries and the wait for a turn', async () => {
    answer = () => undefined;
    const table = tableAt(endpoint, { sockets: 1, attempts: 1 });
    const calls = withRequestDeadline(performance.now() + 200, () => [table.get(key), table.get(key)]);
    const reasons = (await Promise.allSettled(calls)).map(
      (result) => result.status === 'rejected' && (result.reason as AppError).code,
    );
    expect(reasons).toEqual(['store_unavailable', 'store_unavailable']);
    table.close();
  });

  it('lets 100 calls over 2 sockets all end well: the wait for a turn is no time of an attempt', async () => {
    answer = (_request, response) => {
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
        response.end('{}');
      }, 15);
    };
    const table = tableAt(endpoint, { sockets: 2 });
    const calls = Array.from({ length: 100 }, () => table.get(key));
    await expect(Promise.all(calls)).resolves.toHaveLength(100);
    table.close();
  });
});
