import { createHmac, randomBytes } from 'node:crypto';

const secretBytes = 32;
const secretPrefix = 'whsec_';

/** A new secret in the form of Standard Webhooks: `whsec_` and the Base64 of 32 random bytes. */
export function newWebhookSecret(): string {
  return `${secretPrefix}${randomBytes(secretBytes).toString('base64')}`;
}

/**
 * The headers that prove where a webhook comes from (Standard Webhooks, https://www.standardwebhooks.com): a signature for
 * each secret, so that a receiver may know the old or the new one while a secret is rotated.
 *
 * @param timestamp in whole seconds since the epoch, of this attempt
 */
export function webhookHeaders(id: string, timestamp: number, body: string, secrets: readonly string[]) {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(secretPrefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
