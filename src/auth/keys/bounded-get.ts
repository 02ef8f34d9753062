import { withDeadline } from '../../clock/deadline.js';

/** Bounds on one read of a key document. Cognito's JWKS is under 2 KB and arrives in well under a second. */
export interface ReadLimits {
  /** For the whole answer, first byte to last: a drip does not extend it. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export interface BoundedAnswer {
  readonly status: number;
  /** The body of a `200`; that of any other status is not read. */
  readonly text: string;
}

/**
 * Reads a document over HTTP, bounded in time and in size. Redirects are not followed.
 *
 * @throws Error when there is no whole answer in time (`DeadlineExceededError`), when it is too long, or when it is not UTF-8.
 */
export function boundedGet(uri: string, accept: string, limits: ReadLimits): Promise<BoundedAnswer> {
  return withDeadline(limits.timeoutMs, async (signal) => {
    const response = await fetch(uri, { headers: { accept }, redirect: 'error', signal }).catch((error: unknown) => {
      throw unreachable(error);
    });
    const { status, body } = response;
    if (status === 200) return { status, text: await boundedText(body, limits.maxBytes, signal) };
    await body?.cancel();
    return { status, text: '' };
  });
}

/** `fetch` says no more than that it failed; why is in the cause, which a log line should name. */
function unreachable(error: unknown): unknown {
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  if (cause === undefined) return error;
  return new Error(`the key server cannot be reached (${String(cause.code ?? cause.message)})`, { cause });
}

/**
 * The signal given to `fetch` does not end the reading of a body for sure: on Node 20 and 22 `fetch` holds it weakly, and a
 * garbage collection during the body loses the abort. So the end of the time cancels the reader itself, and with it the
 * connection.
 */
async function boundedText(body: Response['body'], maxBytes: number, signal: AbortSignal): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const cancel = (): void => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readAll(reader, maxBytes));
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength;
    if (size > maxBytes) throw new Error(`the key server answered with more than ${maxBytes} bytes`);
    chunks.push(read.value);
  }
  return Buffer.concat(chunks);
}
