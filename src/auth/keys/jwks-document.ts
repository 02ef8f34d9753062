import { boundedGet, type ReadLimits } from './bounded-get.js';

/**
 * Reads a JWKS (RFC 7517, section 5) over HTTP. jwks-rsa's own reader has an idle timeout only and takes a body of any
 * size; this one is handed to it as its `fetcher`. Redirects are not followed.
 *
 * @throws Error for anything but a timely `200` with a JSON object that holds a non-empty `keys` array.
 */
export async function readJwks(uri: string, limits: ReadLimits): Promise<{ keys: readonly unknown[] }> {
  const { status, text } = await boundedGet(uri, 'application/json', limits);
  if (status !== 200) throw new Error(`the key server answered with status ${status}`);
  const keys = (JSON.parse(text) as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length === 0) throw new Error('the key server answered without keys');
  return { keys };
}
