import { pipeline } from 'node:stream/promises';
import { mayTouch, type S3Credentials } from './credentials.js';
import { type Exchange, headersOf } from './exchange.js';
import type { ObjectVersion } from './object-store.js';
import { receive } from './receive.js';
import { escapeXml, S3Error } from './s3-error.js';

type Operation = (exchange: Exchange, credentials: S3Credentials) => Promise<void> | void;

/** What can be done to an object, by method. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html */
export const objectOperations: Readonly<Record<string, Operation>> = {
  GET: getObject,
  HEAD: getObject,
  PUT: putObject,
  DELETE: deleteObject,
};

const largestObject = 5 * 1024 ** 3;
/** What S3 lets a presigned GET set in its answer. */
const overrides = ['content-type', 'content-disposition', 'content-language', 'cache-control', 'expires'];

async function getObject({ bucket, request, response, query, key, method }: Exchange, credentials: S3Credentials) {
  requireAccess(credentials, key);
  const version = currentVersion(bucket.store.find(key, query.get('versionId') ?? undefined), query);
  requireConditions(headersOf(request), version);
  const range = readRange(request.headers.range, version.size);
  response.statusCode = range === undefined ? 200 : 206;
  setVersionHeaders(response, version);
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('content-length', range === undefined ? version.size : range.end - range.start + 1);
  if (range !== undefined) {
    response.setHeader('content-range', `bytes ${range.start}-${range.end}/${version.size}`);
  }
  for (const name of overrides) {
    const value = query.get(`response-${name}`);
    if (value !== null) response.setHeader(name, headerText(value));
  }
  if (method === 'HEAD') response.end();
  else await pipeline(bucket.store.content(version, range), response);
}

async function putObject({ bucket, request, response, key }: Exchange, credentials: S3Credentials): Promise<void> {
  requireAccess(credentials, key);
  const headers = headersOf(request);
  if (headers['x-amz-copy-source'] !== undefined) throw notImplemented('CopyObject');
  const contentHash = headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  if (contentHash.startsWith('STREAMING-')) throw notImplemented('Signed chunks');
  if (headers['content-length'] === undefined) {
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  requireNew(headers, bucket.store.find(key));
  const file = bucket.store.incomingFile();
  const received = await receive(request, file, { least: 0, most: largestObject });
  if (contentHash !== 'UNSIGNED-PAYLOAD' && contentHash !== received.sha256) {
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  const digest = headers['content-md5'];
  if (digest !== undefined && digest !== Buffer.from(received.md5, 'hex').toString('base64')) {
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  // another write may have come first while this body arrived
  requireNew(headers, bucket.store.find(key));
  const version = bucket.store.keep(file, {
    key,
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    size: received.size,
    etag: `"${received.md5}"`,
    modifiedAt: bucket.now().toISOString(),
    metadata: Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'))),
  });
  response.setHeader('etag', version.etag);
  response.setHeader('x-amz-version-id', version.versionId);
  response.end();
}

function deleteObject({ bucket, response, query, key }: Exchange, credentials: S3Credentials): void {
  requireAccess(credentials, key);
  const versionId = query.get('versionId');
  response.statusCode = 204;
  if (versionId === null) {
    response.setHeader('x-amz-delete-marker', 'true');
    response.setHeader('x-amz-version-id', bucket.store.mark(key, bucket.now().toISOString()).versionId);
  } else {
    const version = bucket.store.find(key, versionId);
    if (version !== undefined) bucket.store.remove(version);
    response.setHeader('x-amz-version-id', headerText(versionId));
  }
  response.end();
}

/** ListObjectsV2, the one way in which clients of today list. */
export function listObjects({ bucket, response, query }: Exchange, credentials: S3Credentials): void {
  if (query.get('list-type') !== '2') throw notImplemented('ListObjects');
  const prefix = query.get('prefix') ?? '';
  requireAccess(credentials, prefix);
  const limit = Math.min(Number(query.get('max-keys') ?? 1000) || 1000, 1000);
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64url').toString('utf8');
  const found = bucket.store.list(prefix, after);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const isTruncated = last !== undefined && found.length > page.length;
  const contents = page.map(
    ({ key, modifiedAt, etag, size }) =>
      `<Contents><Key>${escapeXml(key)}</Key><LastModified>${modifiedAt}</LastModified>` +
      `<ETag>${escapeXml(etag)}</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const next = isTruncated
    ? `<NextContinuationToken>${Buffer.from(last.key).toString('base64url')}</NextContinuationToken>`
    : '';
  response.setHeader('content-type', 'application/xml');
  response.end(
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
      `<Name>${bucket.name}</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount>` +
      `<MaxKeys>${limit}</MaxKeys><IsTruncated>${String(isTruncated)}</IsTruncated>${next}${contents.join('')}` +
      '</ListBucketResult>',
  );
}

export function setVersionHeaders(response: Exchange['response'], version: ObjectVersion): void {
  response.setHeader('content-type', headerText(version.contentType));
  response.setHeader('etag', version.etag);
  response.setHeader('last-modified', new Date(version.modifiedAt).toUTCString());
  response.setHeader('x-amz-version-id', version.versionId);
  for (const [name, value] of Object.entries(version.metadata)) response.setHeader(name, headerText(value));
}

function currentVersion(version: ObjectVersion | undefined, query: URLSearchParams): ObjectVersion {
  if (version !== undefined && version.deleted !== true) return version;
  throw query.has('versionId')
    ? new S3Error('NoSuchVersion', 'The specified version does not exist.')
    : new S3Error('NoSuchKey', 'The specified key does not exist.');
}

function requireAccess(credentials: S3Credentials, key: string): void {
  if (!mayTouch(credentials, key)) throw new S3Error('AccessDenied', 'Access Denied');
}

function requireConditions(headers: Record<string, string>, { etag }: ObjectVersion): void {
  const expected = headers['if-match'];
  if (expected !== undefined && expected !== etag) {
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
}

/** `If-None-Match: *`: a write that never replaces. */
function requireNew(headers: Record<string, string>, version: ObjectVersion | undefined): void {
  if (headers['if-none-match'] === '*' && version !== undefined && version.deleted !== true) {
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
}

/** One range of bytes; any other form is answered with the whole object, as RFC 9110 allows. */
function readRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) throw new S3Error('InvalidRange', 'The requested range is not satisfiable');
  return { start, end };
}

/** A header holds one line of bytes: nobody adds a header of their own. */
const headerText = (value: string): string => Buffer.from(value.replace(/[\r\n\0]/g, ' ')).toString('latin1');

const notImplemented = (what: string): S3Error => new S3Error('NotImplemented', `${what} is not offered here.`);
