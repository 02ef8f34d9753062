import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { TriggerEvent } from '../../src/triggers/trigger-event.js';

/** What a function answers: an event, anything else, or an error that it throws. */
export type TestFunction = (event: TriggerEvent) => unknown;

/**
 * A stand-in for AWS Lambda that runs functions of the test by their names (Invoke API). It listens where
 * AWS_ENDPOINT_URL_LAMBDA says when an emulator in another process is to find it, and else on any free port.
 */
export class FunctionServer {
  readonly calls: { readonly path: string | undefined; readonly event: TriggerEvent }[] = [];

  private constructor(
    private readonly server: Server,
    public functions: Readonly<Record<string, TestFunction>>,
  ) {}

  static async start(functions: Readonly<Record<string, TestFunction>> = {}): Promise<FunctionServer> {
    const server = createServer();
    const started = new FunctionServer(server, functions);
    server.on('request', (request, response) => {
      void json(request).then((event) => {
        const { status, headers, body } = started.answer(request.url, event as TriggerEvent);
        response.writeHead(status, headers).end(body);
      });
    });
    const elsewhere =
      process.env['COGNITO_TEST_ENDPOINT'] === undefined ? undefined : process.env['AWS_ENDPOINT_URL_LAMBDA'];
    const port = elsewhere === undefined ? 0 : Number(new URL(elsewhere).port);
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return started;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }

  private answer(path: string | undefined, event: TriggerEvent) {
    this.calls.push({ path, event });
    const run = this.functions[path?.split('/')[3] ?? ''];
    if (run === undefined) {
      return { status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' }, body: '{}' };
    }
    const answer = run(event);
    if (!(answer instanceof Error)) return { status: 200, headers: {}, body: JSON.stringify(answer) };
    const body = JSON.stringify({ errorMessage: answer.message });
    return { status: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body };
  }
}

/** The ARN by which LambdaConfig names a function of the server. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}
