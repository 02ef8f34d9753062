import { invalidParameter } from '../../cognito-error.js';

/**
 * Throws InvalidParameterException for an address that no client may register: relative, with a fragment, or by http
 * anywhere but on this machine. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 */
export function requireRedirectAddress(address: string): void {
  if (!URL.canParse(address)) throw invalidParameter(`${address} is not a valid URL.`);
  const parsed = new URL(address);
  if (address.includes('#')) throw invalidParameter(`${address} must not contain a fragment.`);
  if (parsed.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname)) {
    throw invalidParameter(`${address} cannot use the HTTP protocol.`);
  }
}
