import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FindCredentials } from './credentials.js';
import { type Bucket, type Exchange, headersOf, readExchange } from './exchange.js';
import { listObjects, objectOperations } from './object-operations.js';
import { ObjectStore } from './object-store.js';
import { postObject } from './post-object.js';
import { errorDocument, S3Error } from './s3-error.js';
import { authenticate } from './signature.js';

const largestDrain = 64 * 1024 ** 2;

export interface S3Options {
  /** The one bucket. It is versioned. */
  readonly bucket: string;
  readonly region: string;
  readonly directory: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly find: FindCredentials;
  /** Web origins whose pages may upload and download. */
  readonly allowedOrigins: readonly string[];
  readonly now?: () => Date;
}

export interface EmbeddedS3 {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * S3 for development and tests, on 127.0.0.1: one versioned bucket, uploads by signed forms, signed and presigned requests.
 * Signatures, policies and expiry are checked as S3 checks them; what is not offered answers NotImplemented.
 */
export async function startS3(options: S3Options): Promise<EmbeddedS3> {
  const { bucket: name, region, find, now = () => new Date() } = options;
  const bucket: Bucket = { name, region, find, now, store: ObjectStore.open(options.directory) };
  const server = createServer((request, response) => {
    void answer(bucket, options.allowedOrigins, request, response);
  });
  server.requestTimeout = 5 * 60_000;
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function answer(
  bucket: Bucket,
  allowedOrigins: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = randomUUID();
  response.setHeader('x-amz-request-id', requestId);
  try {
    if (allowOrigin(request, response, allowedOrigins)) return;
    const exchange = readExchange(bucket, request, response);
    await run(exchange);
  } catch (error) {
    refuse(error, request, response, requestId);
  }
}

async function run(exchange: Exchange): Promise<void> {
  const { bucket, request, method, path, query, key } = exchange;
  if (key === '' && method === 'POST' && !query.has('delete')) {
    await postObject(exchange);
    return;
  }
  const credentials = await authenticate({ method, path, query, headers: headersOf(request) }, bucket);
  const operation = key === '' ? (method === 'GET' ? listObjects : undefined) : objectOperations[method];
  if (operation === undefined) {
    throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
  await operation(exchange, credentials);
}

/** CORS as the bucket's rules in AWS have it. @returns whether the request was a preflight, and is answered */
function allowOrigin(request: IncomingMessage, response: ServerResponse, allowedOrigins: readonly string[]): boolean {
  const { origin } = request.headers;
  const isPreflight = request.method === 'OPTIONS';
  const isAllowed = origin !== undefined && allowedOrigins.includes(origin);
  if (isAllowed) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'Origin');
    response.setHeader('access-control-expose-headers', 'ETag, x-amz-version-id');
  }
  if (!isPreflight) return false;
  if (isAllowed) {
    response.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PUT');
    response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '');
    response.setHeader('access-control-max-age', '600');
  } else response.statusCode = 403;
  response.end();
  return true;
}

function refuse(error: unknown, request: IncomingMessage, response: ServerResponse, requestId: string): void {
  const refusal = error instanceof S3Error ? error : new S3Error('InternalError', 'We encountered an internal error.');
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) {
    if (!name.startsWith('access-control-') && name !== 'x-amz-request-id') response.removeHeader(name);
  }
  // the rest of a refused body is read and thrown away, so that the client hears why; a very large one is cut off
  request.resume();
  if (Number(request.headers['content-length'] ?? 0) > largestDrain) response.setHeader('connection', 'close');
  response.statusCode = refusal.status;
  response.setHeader('content-type', 'application/xml');
  response.end(request.method === 'HEAD' ? undefined : errorDocument(refusal, requestId));
}
