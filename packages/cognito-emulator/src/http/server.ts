import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { CognitoError } from '../cognito-error.js';
import type { AwsRequest } from './aws-json.js';
import type { Handler, Reply } from './exchange.js';
import { textReply } from './exchange.js';
import { isLoopbackHost } from './own-origin.js';
import { readBody } from './request-body.js';

/** What the server serves: operations at POST /, and whatever its handlers answer. */
export interface Site {
  readonly call: (request: AwsRequest) => Promise<object>;
  readonly handlers: readonly Handler[];
}

const exposedHeaders = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date';

/**
 * A server for a site, not yet listening; requests that come before the site is there wait for it. It answers only under a
 * loopback name, so that no web page can rebind one to it.
 */
export function createCognitoServer(site: () => Promise<Site>): Server {
  const server = createServer((request, response) => {
    void site()
      .then((opened) => answer(opened, request, response))
      .catch((error: unknown) => {
        sendError(response, error);
      });
  });
  server.requestTimeout = 60_000;
  server.headersTimeout = 50_000;
  // a client whose SRP keeps its own thread busy for seconds must find its connection still there
  server.keepAliveTimeout = 65_000;
  return server;
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('x-amzn-requestid', randomUUID());
  response.setHeader('x-content-type-options', 'nosniff');
  if (!isLoopbackHost(request.headers.host)) {
    sendReply(response, textReply(421, 'This server answers at 127.0.0.1 only.'));
    return;
  }
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  if (request.method === 'OPTIONS' && path === '/') preflight(response);
  else if (request.method === 'POST' && path === '/') await answerCall(site, request, response);
  else await answerRequest(site, { path, query }, request, response);
}

/** Asks one handler after the other. */
async function answerRequest(
  { handlers }: Site,
  { path, query }: { path: string; query: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = {
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? ''),
    path,
    query: new URLSearchParams(query),
    headers: request.headers,
    body: () => readBody(request),
  };
  for (const handler of handlers) {
    const reply = await handler(asked);
    if (reply === undefined) continue;
    if ('takeOver' in reply) reply.takeOver(response);
    else sendReply(response, reply);
    return;
  }
  sendReply(response, textReply(404, 'Not found'));
}

async function answerCall(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', exposedHeaders);
  const target = request.headers['x-amz-target'];
  const result = await site.call({
    target: typeof target === 'string' ? target : undefined,
    authorization: request.headers.authorization,
    body: await readBody(request),
  });
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(result));
}

/**
 * As Cognito answers a browser's CORS preflight: any origin, the SDK's headers. Only Authorization is not among them, so that no
 * page that a developer visits can call an operation that is meant for servers.
 */
function preflight(response: ServerResponse): void {
  response.writeHead(200, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers':
      'Cache-Control,Content-Type,X-Amz-Content-Sha256,X-Amz-Date,X-Amz-Security-Token,X-Amz-Target,X-Amz-User-Agent,Amz-Sdk-Invocation-Id,Amz-Sdk-Request',
    'access-control-expose-headers': exposedHeaders,
    'access-control-max-age': '172800',
  });
  response.end();
}

/** The error as the protocol writes it; one that nobody foresaw tells nothing of itself. */
function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { name, message, status } =
    error instanceof CognitoError ? error : new CognitoError('InternalErrorException', 'Internal server error', 500);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-errortype': `${name}:`,
    'x-amzn-errormessage': message.replaceAll(/[^ -~]/g, ' ').slice(0, 1024),
    // what is left of a refused body is not read
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(JSON.stringify({ __type: name, message }));
}

function sendReply(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, headers);
  response.end(body);
}
