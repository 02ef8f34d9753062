import type { PoolConfiguration } from '../pool/pool-configuration.js';

/** A pool's password policy in a sentence. */
export function passwordHint({ passwordPolicy: policy }: PoolConfiguration): string {
  const parts = [
    policy.requireUppercase ? 'an upper case letter' : '',
    policy.requireLowercase ? 'a lower case letter' : '',
    policy.requireNumbers ? 'a digit' : '',
    policy.requireSymbols ? 'a symbol' : '',
  ].filter((part) => part !== '');
  const length = `At least ${policy.minimumLength} characters`;
  return parts.length === 0
    ? `${length}.`
    : `${length}, with ${new Intl.ListFormat('en', { type: 'conjunction' }).format(parts)}.`;
}
