import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FindCredentials } from './credentials.js';
import type { ObjectStore } from './object-store.js';
import { S3Error } from './s3-error.js';

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly store: ObjectStore;
  readonly find: FindCredentials;
  readonly now: () => Date;
}

/** One request and its answer. */
export interface Exchange {
  readonly bucket: Bucket;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** As it was sent, still encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Decoded; empty for the bucket itself. */
  readonly key: string;
}

const longestKey = 1024;

/**
 * Reads where a request goes: `/{bucket}/{key}`, the path style that clients use with an IP address.
 *
 * @throws S3Error `NoSuchBucket`, `KeyTooLongError`, `InvalidArgument`
 */
export function readExchange(bucket: Bucket, request: IncomingMessage, response: ServerResponse): Exchange {
  const [path = '', ...rest] = (request.url ?? '').split('?');
  const [, name = '', encodedKey = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path) ?? [];
  if (name !== bucket.name) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
  const key = decode(encodedKey);
  if (Buffer.byteLength(key) > longestKey) throw new S3Error('KeyTooLongError', 'Your key is too long');
  const query = new URLSearchParams(rest.join('?'));
  return { bucket, request, response, method: request.method ?? '', path, query, key };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidArgument', 'The key is not valid UTF-8.');
  }
}

/** The headers of a request, names in small letters; repeated ones are joined as their signature has them. */
export function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [
      name,
      values.map((value) => value.trim().replace(/ +/g, ' ')).join(','),
    ]),
  );
}
