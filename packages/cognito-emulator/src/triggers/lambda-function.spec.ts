import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { isFunctionArn, lambdaFunction } from './lambda-function.js';
import type { TriggerEvent } from './trigger-event.js';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:pre-sign-up';
const event: TriggerEvent = {
  version: '1',
  region: 'us-east-1',
  userPoolId: 'us-east-1_example01',
  userName: 'ann',
  callerContext: { awsSdkVersion: 'x', clientId: 'y' },
  triggerSource: 'PreSignUp_SignUp',
  request: { userAttributes: { email: 'ann@sunrise-eye.com' } },
  response: {},
};

describe('a Lambda function by the Invoke API', () => {
  let server: Server;
  let endpoint: string;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      answer(request, response);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  });

  const call = (functionArn = arn, signal = new AbortController().signal) =>
    lambdaFunction(functionArn, endpoint)(event, signal);
  const answering = (status: number, body: string, headers: Record<string, string> = {}): void => {
    answer = (_request, response) => response.writeHead(status, headers).end(body);
  };

  test('is posted the event under its name and version, and its payload is the answer', async () => {
    const seen: unknown[] = [];
    answer = (request, response) => {
      const { method, url, headers } = request;
      void text(request).then((body) => {
        seen.push({ method, url, type: headers['x-amz-invocation-type'], event: JSON.parse(body) as unknown });
        response.writeHead(200).end(body);
      });
    };
    await expect(call(`${arn}:live`)).resolves.toEqual(event);
    const url = '/2015-03-31/functions/pre-sign-up/invocations?Qualifier=live';
    expect(seen).toEqual([{ method: 'POST', url, type: 'RequestResponse', event }]);
  });

  test('what it throws comes as FunctionError, in its own words', async () => {
    answering(200, '{"errorType":"Error","errorMessage":"No"}', { 'x-amz-function-error': 'Unhandled' });
    await expect(call()).rejects.toMatchObject({ name: 'Error', message: 'No' });
    answering(200, 'null', { 'x-amz-function-error': 'Unhandled' });
    await expect(call()).rejects.toMatchObject({ name: 'Error', message: 'Unhandled' });
  });

  test.each([
    ['ResourceNotFoundException:http://internal.amazon.com/', 404, 'ResourceNotFoundException'],
    ['TooManyRequestsException', 429, 'TooManyRequestsException'],
  ])('an invocation that fails is told by its name: %s', async (type, status, message) => {
    answering(status, '{}', { 'x-amzn-errortype': type });
    await expect(call()).rejects.toMatchObject({ name: 'InvocationError', message });
  });

  test('a payload that is no JSON, or longer than Lambda allows, is no answer', async () => {
    answering(200, 'hello');
    await expect(call()).resolves.toBeUndefined();
    answering(200, `"${'x'.repeat(6 * 1024 * 1024)}"`);
    await expect(call()).resolves.toBeUndefined();
  });

  test('a call that nobody waits for ends its connection', async () => {
    const gone = new AbortController();
    const closed = new Promise((resolve) => {
      answer = (request) => {
        request.socket.once('close', resolve);
        gone.abort();
      };
    });
    await expect(call(arn, gone.signal)).rejects.toMatchObject({ name: 'InvocationError' });
    await closed;
  });

  test('nobody at the endpoint, and no endpoint at all: it cannot be run, and no real Lambda is called', async () => {
    const { signal } = new AbortController();
    await expect(lambdaFunction(arn, 'http://127.0.0.1:1')(event, signal)).rejects.toMatchObject({
      name: 'InvocationError',
    });
    await expect(lambdaFunction(arn, undefined)(event, signal)).rejects.toMatchObject({
      name: 'InvocationError',
      message: 'AccessDeniedException',
    });
  });

  test.each([
    [arn, true],
    [`${arn}:$LATEST`, true],
    ['pre-sign-up', false],
    ['arn:aws:lambda:us-east-1:000000000000:function:../../x', false],
  ])('%s in LambdaConfig: %s', (given, holds) => {
    expect(isFunctionArn(given)).toBe(holds);
  });
});
