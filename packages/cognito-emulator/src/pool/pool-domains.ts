import { invalidParameter } from '../cognito-error.js';
import type { PoolConfiguration, PoolDomain } from './pool-configuration.js';

type WithDomains = Pick<PoolConfiguration, 'domains'> & { readonly domain?: string | undefined };

/** The domains of a pool. State of version 0.1 has one prefix, in `domain`. */
export function domainsOf({ domains, domain }: WithDomains): readonly PoolDomain[] {
  return domains ?? (domain === undefined ? [] : [{ name: domain, managedLoginVersion: 1 }]);
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
const reservedWords = ['aws', 'amazon', 'cognito'];

/** Throws InvalidParameterException for a prefix that AWS keeps to itself, or that is no single DNS label. */
export function requirePrefix(name: string): void {
  const reserved = reservedWords.find((word) => name.includes(word));
  if (reserved !== undefined) throw invalidParameter(`Domain cannot contain reserved word: ${reserved}`);
  if (name.includes('.')) {
    throw invalidParameter('Invalid domain prefix: only lower case letters, digits and hyphens are allowed.');
  }
}

/** Throws InvalidParameterException for a custom domain that is no host name with a domain above it. */
export function requireCustomDomain(name: string): void {
  if (!name.includes('.') || name.split('.').some((label) => label === '')) {
    throw invalidParameter(`Custom domain is not a valid subdomain: ${name}`);
  }
}
