import { createHmac, timingSafeEqual } from 'node:crypto';

/** The three headers of Standard Webhooks, as Node hands them over. */
export interface WebhookHeaders {
  readonly id: unknown;
  readonly timestamp: unknown;
  readonly signature: unknown;
}

/** Why a delivery is not believed; for the log. */
export type SignatureFault = 'headers_missing' | 'timestamp_out_of_range' | 'no_matching_signature';

const toleranceSeconds = 300;
const signatureBytes = 32;
/** Signatures by more secrets than anybody rotates are not looked at. */
const signaturesTried = 10;

const idForm = /^[\w-]{1,128}$/;
const timestampForm = /^[1-9]\d{0,11}$/;

/** The key inside `whsec_…`. */
export function webhookKey(secret: string): Buffer {
  return Buffer.from(secret.slice('whsec_'.length), 'base64');
}

/**
 * Checks a delivery as Standard Webhooks describes it
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): HMAC-SHA256 over
 * `id.timestamp.body`, the bytes of the body as they came, by any of our keys; at most five minutes off our clock.
 *
 * @returns the delivery's id, or why it is not believed
 */
export function checkWebhook(
  { id, timestamp, signature }: WebhookHeaders,
  body: Buffer,
  keys: readonly Buffer[],
  nowSeconds: number,
): { id: string } | { fault: SignatureFault } {
  if (!matches(id, idForm) || !matches(timestamp, timestampForm) || typeof signature !== 'string') {
    return { fault: 'headers_missing' };
  }
  if (Math.abs(nowSeconds - Number(timestamp)) > toleranceSeconds) return { fault: 'timestamp_out_of_range' };
  const given = signaturesIn(signature);
  const signed = keys.map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest());
  const believed = given.some((one) => signed.some((expected) => timingSafeEqual(one, expected)));
  return believed ? { id } : { fault: 'no_matching_signature' };
}

/** The `v1` signatures of the header, in canonical Base64 only; other versions are skipped, as the standard says. */
function signaturesIn(header: string): Buffer[] {
  return header
    .split(' ', signaturesTried)
    .filter((part) => part.startsWith('v1,'))
    .flatMap((part) => {
      const encoded = part.slice('v1,'.length);
      const bytes = Buffer.from(encoded, 'base64');
      return bytes.length === signatureBytes && bytes.toString('base64') === encoded ? [bytes] : [];
    });
}

function matches(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}
