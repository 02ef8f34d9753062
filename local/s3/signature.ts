import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { FindCredentials, S3Credentials } from './credentials.js';
import { S3Error } from './s3-error.js';

/** A request as its signature sees it. */
export interface SignedRequest {
  readonly method: string;
  /** As it was sent, still encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SignatureRules {
  readonly region: string;
  readonly find: FindCredentials;
  readonly now: () => Date;
}

const clockSkewMs = 15 * 60_000;
const longestExpirySeconds = 7 * 24 * 3600;
const algorithm = 'AWS4-HMAC-SHA256';

/**
 * Who signed a request: by its `Authorization` header, or by its query when it was presigned.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 *
 * @throws S3Error when nobody did, or the signature is wrong, too old or not yet valid
 */
export async function authenticate(request: SignedRequest, rules: SignatureRules): Promise<S3Credentials> {
  const credentials = request.query.has('X-Amz-Signature')
    ? await byQuery(request, rules)
    : await byHeader(request, rules);
  requireFresh(credentials, rules);
  return credentials;
}

/**
 * Who signed the policy of a form upload.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 *
 * @throws S3Error
 */
export async function authenticatePolicy(
  fields: ReadonlyMap<string, string>,
  rules: SignatureRules,
): Promise<S3Credentials> {
  if (fields.get('x-amz-algorithm') !== algorithm) {
    throw new S3Error('InvalidArgument', `X-Amz-Algorithm only supports "${algorithm}"`);
  }
  const scope = parseScope(fields.get('x-amz-credential') ?? '', rules.region, 'InvalidArgument');
  const signedAt = parseDate(fields.get('x-amz-date'), scope, 'InvalidArgument');
  const credentials = credentialsOf(scope, fields.get('x-amz-security-token'), rules);
  const expected = await signerFor(credentials, rules.region).sign(fields.get('policy') ?? '', {
    signingDate: signedAt,
  });
  requireEqual(expected, fields.get('x-amz-signature') ?? '');
  requireFresh(credentials, rules);
  return credentials;
}

async function byHeader(request: SignedRequest, rules: SignatureRules): Promise<S3Credentials> {
  const authorization = request.headers['authorization'];
  if (authorization === undefined) throw new S3Error('AccessDenied', 'Access Denied');
  const match = /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  const [, credential = '', signedHeaders = '', signature = ''] = match ?? [];
  if (match === null) {
    throw new S3Error('AuthorizationHeaderMalformed', 'The authorization header is malformed.');
  }
  const scope = parseScope(credential, rules.region, 'AuthorizationHeaderMalformed');
  const signedAt = parseDate(request.headers['x-amz-date'], scope, 'AccessDenied');
  if (Math.abs(rules.now().getTime() - signedAt.getTime()) > clockSkewMs) {
    throw new S3Error(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  if (request.headers['x-amz-content-sha256'] === undefined) {
    throw new S3Error('InvalidArgument', 'Missing required header for this request: x-amz-content-sha256');
  }
  const credentials = credentialsOf(scope, request.headers['x-amz-security-token'], rules);
  const headers = selectSigned(request.headers, signedHeaders);
  const signed = await signerFor(credentials, rules.region).sign(httpRequest(request, headers), {
    signingDate: signedAt,
    signableHeaders: new Set(Object.keys(headers)),
  });
  requireEqual(/Signature=([0-9a-f]{64})$/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '', signature);
  return credentials;
}

async function byQuery(request: SignedRequest, rules: SignatureRules): Promise<S3Credentials> {
  const { query } = request;
  const malformed = (why: string): S3Error => new S3Error('AuthorizationQueryParametersError', why);
  for (const name of ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature']) {
    if (query.getAll(`X-Amz-${name}`).length !== 1) throw malformed(`X-Amz-${name} must be given exactly once.`);
  }
  if (query.get('X-Amz-Algorithm') !== algorithm) throw malformed(`X-Amz-Algorithm only supports "${algorithm}"`);
  const expires = query.get('X-Amz-Expires') ?? '';
  const seconds = Number(expires);
  if (!/^\d{1,6}$/.test(expires) || seconds < 1 || seconds > longestExpirySeconds) {
    throw malformed('X-Amz-Expires must be between 1 second and a week.');
  }
  const scope = parseScope(query.get('X-Amz-Credential') ?? '', rules.region, 'AuthorizationQueryParametersError');
  const signedAt = parseDate(query.get('X-Amz-Date') ?? '', scope, 'AuthorizationQueryParametersError');
  const age = rules.now().getTime() - signedAt.getTime();
  if (age > seconds * 1000) throw new S3Error('AccessDenied', 'Request has expired');
  if (age < -clockSkewMs) throw new S3Error('AccessDenied', 'Request is not valid yet');
  const credentials = credentialsOf(scope, query.get('X-Amz-Security-Token') ?? undefined, rules);
  const headers = selectSigned(request.headers, query.get('X-Amz-SignedHeaders') ?? '');
  const unsigned = new URLSearchParams(query);
  unsigned.delete('X-Amz-Signature');
  const names = new Set(Object.keys(headers));
  const presigned = await signerFor(credentials, rules.region).presign(
    // a body that cannot be hashed stands for UNSIGNED-PAYLOAD, which is what presigned requests are signed with
    { ...httpRequest({ ...request, query: unsigned }, headers), body: {} },
    { signingDate: signedAt, expiresIn: seconds, signableHeaders: names, unhoistableHeaders: names },
  );
  requireEqual(String(presigned.query?.['X-Amz-Signature'] ?? ''), query.get('X-Amz-Signature') ?? '');
  return credentials;
}

interface Scope {
  readonly accessKeyId: string;
  readonly day: string;
}

function parseScope(credential: string, region: string, code: ScopeError): Scope {
  const match = /^([\w-]{1,128})\/(\d{8})\/([\w-]+)\/s3\/aws4_request$/.exec(credential);
  const [, accessKeyId = '', day = '', given = ''] = match ?? [];
  if (match === null) throw new S3Error(code, 'The credential scope is malformed.');
  if (given !== region) throw new S3Error(code, `The region '${given}' is wrong; expecting '${region}'`);
  return { accessKeyId, day };
}

type ScopeError = 'InvalidArgument' | 'AuthorizationHeaderMalformed' | 'AuthorizationQueryParametersError';

function parseDate(text: string | undefined, { day }: Scope, code: ScopeError | 'AccessDenied'): Date {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text ?? '');
  const date = match && new Date(text?.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5') ?? '');
  if (date === null || Number.isNaN(date.getTime())) throw new S3Error(code, 'A valid X-Amz-Date is needed.');
  if (text?.slice(0, 8) !== day) throw new S3Error(code, 'The date of the credential scope is not that of X-Amz-Date.');
  return date;
}

function credentialsOf(
  { accessKeyId }: Scope,
  sessionToken: string | undefined,
  { find }: SignatureRules,
): S3Credentials {
  const credentials = find(accessKeyId, sessionToken);
  if (credentials === undefined) {
    throw sessionToken === undefined
      ? new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.')
      : new S3Error('InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  return credentials;
}

/** The signature comes first: only who holds the secret learns that credentials have expired. */
function requireFresh({ expiration }: S3Credentials, { now }: SignatureRules): void {
  if (expiration !== undefined && now().getTime() >= expiration * 1000) {
    throw new S3Error('ExpiredToken', 'The provided token has expired.');
  }
}

/** The headers that the signature names. What S3 acts on must be among them, or a stranger could have added it. */
function selectSigned(headers: SignedRequest['headers'], list: string): Record<string, string> {
  const names = new Set(list.split(';'));
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !names.has(name));
  if (!names.has('host') || unsigned.length > 0) {
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed');
  }
  return Object.fromEntries([...names].map((name) => [name, headers[name] ?? '']));
}

function httpRequest({ method, path, query }: SignedRequest, headers: Record<string, string>) {
  const parameters = Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
  return { method, protocol: 'http:', hostname: headers['host'] ?? '', path, query: parameters, headers };
}

function signerFor({ accessKeyId, secretAccessKey, sessionToken }: S3Credentials, region: string): SignatureV4 {
  return new SignatureV4({
    service: 's3',
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    sha256: NodeSha256,
    // S3 signs the path as it is sent
    uriEscapePath: false,
    applyChecksum: false,
  });
}

function requireEqual(expected: string, given: string): void {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  if (a.length === b.length && a.length > 0 && timingSafeEqual(a, b)) return;
  throw new S3Error(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256 and its HMAC in the form in which the signer takes them. */
class NodeSha256 {
  private readonly hash;

  constructor(secret?: Bytes) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: Bytes): void {
    this.hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.hash.digest()));
  }

  reset(): void {
    throw new Error('the signer makes a new hash each time');
  }
}

function bytesOf(data: Bytes): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
