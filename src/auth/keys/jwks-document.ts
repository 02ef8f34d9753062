/** Bounds on one read of a JWKS. Cognito's document is under 2 KB and arrives in well under a second. */
export interface ReadLimits {
  /** For the whole answer, first byte to last: a drip does not extend it. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * Reads a JWKS (RFC 7517, section 5) over HTTP. jwks-rsa's own reader has an idle timeout only and takes a body of any
 * size; this one is handed to it as its `fetcher`. Redirects are not followed.
 *
 * @throws Error for anything but a timely `200` with a JSON object that holds a non-empty `keys` array.
 */
export async function readJwks(uri: string, limits: ReadLimits): Promise<{ keys: readonly unknown[] }> {
  const response = await fetch(uri, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(limits.timeoutMs),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`the key server answered with status ${response.status}`);
  }
  const document = JSON.parse(await boundedText(response, limits.maxBytes)) as unknown;
  const keys = typeof document === 'object' && document !== null && 'keys' in document ? document.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0) throw new Error('the key server answered without keys');
  return { keys };
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
