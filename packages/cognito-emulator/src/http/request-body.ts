import type { IncomingMessage } from 'node:http';
import { CognitoError } from '../cognito-error.js';

const limitInBytes = 1024 * 1024;

/** The whole body of a request; throws RequestEntityTooLargeException (413) beyond 1 MiB, without keeping the rest. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // leaving the loop must not destroy the socket that the answer goes out on
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limitInBytes) throw new CognitoError('RequestEntityTooLargeException', 'Request is too large', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
