import type { Attributes } from '../pool/attributes.js';
import type { PoolConfiguration } from '../pool/pool-configuration.js';

const emailAttributes = ['email', 'email_verified'];
const phoneAttributes = ['phone_number', 'phone_number_verified'];

/**
 * The attributes that OAuth scopes open, of those that the client may read. As the AWS page "The userInfo endpoint" has it,
 * `openid` alone and `profile` open them all, `email` and `phone` their own.
 */
export function openedBy(scopes: readonly string[], attributes: Attributes): Attributes {
  const narrows = scopes.includes('email') || scopes.includes('phone');
  if (scopes.includes('profile') || !narrows) return attributes;
  const opened = [
    'sub',
    ...(scopes.includes('email') ? emailAttributes : []),
    ...(scopes.includes('phone') ? phoneAttributes : []),
  ];
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => opened.includes(name)));
}

/** The scopes of a pool's resource servers, as tokens carry them. */
export function resourceScopesOf({ resourceServers = [] }: Pick<PoolConfiguration, 'resourceServers'>): string[] {
  return resourceServers.flatMap(({ identifier, scopes }) => scopes.map(({ name }) => `${identifier}/${name}`));
}
