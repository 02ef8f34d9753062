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
 * @throws Error when there is no whole answer in time, when it is too long, or when it is not UTF-8.
 */
export async function boundedGet(uri: string, accept: string, limits: ReadLimits): Promise<BoundedAnswer> {
  const response = await fetch(uri, {
    headers: { accept },
    redirect: 'error',
    signal: AbortSignal.timeout(limits.timeoutMs),
  });
  const { status } = response;
  if (status !== 200) {
    await response.body?.cancel();
    return { status, text: '' };
  }
  return { status, text: await boundedText(response, limits.maxBytes) };
}

async function boundedText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // leaving the loop by a throw cancels the stream, and with it the connection
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`the key server answered with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}
