import * as z from 'zod';
import type { IdentityProvider } from '../../pool/identity-providers.js';
import type { UserPool } from '../../user-pool.js';
import { timestamp } from '../answers.js';
import { adminOperation } from '../operation.js';
import { nextToken, pageOf } from '../paging.js';

const members = {
  AttributeMapping: z.record(z.string(), z.string()).optional(),
  IdpIdentifiers: z.array(z.string()).optional(),
};
const details = z.record(z.string(), z.string());

type Parts = Pick<UserPool, 'identityProviders' | 'pool'>;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const createIdentityProvider = adminOperation({
  name: 'CreateIdentityProvider',
  request: { ...members, ProviderName: z.string(), ProviderType: z.string(), ProviderDetails: details },
  run({ pool, identityProviders }: Parts, { ProviderName, ProviderType, ...input }) {
    const provider = identityProviders.add(ProviderName, ProviderType, sent(input));
    return { IdentityProvider: providerAnswer(pool.id, provider) };
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const describeIdentityProvider = adminOperation({
  name: 'DescribeIdentityProvider',
  request: { ProviderName: z.string() },
  run: ({ pool, identityProviders }: Parts, { ProviderName }) => ({
    IdentityProvider: providerAnswer(pool.id, identityProviders.named(ProviderName)),
  }),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html */
export const getIdentityProviderByIdentifier = adminOperation({
  name: 'GetIdentityProviderByIdentifier',
  request: { IdpIdentifier: z.string() },
  run: ({ pool, identityProviders }: Parts, { IdpIdentifier }) => ({
    IdentityProvider: providerAnswer(pool.id, identityProviders.withIdentifier(IdpIdentifier)),
  }),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html */
export const updateIdentityProvider = adminOperation({
  name: 'UpdateIdentityProvider',
  request: { ...members, ProviderName: z.string(), ProviderDetails: details.optional() },
  run({ pool, identityProviders }: Parts, { ProviderName, ...input }) {
    return { IdentityProvider: providerAnswer(pool.id, identityProviders.update(ProviderName, sent(input))) };
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteIdentityProvider.html */
export const deleteIdentityProvider = adminOperation({
  name: 'DeleteIdentityProvider',
  request: { ProviderName: z.string() },
  run({ identityProviders }: Parts, { ProviderName }) {
    identityProviders.remove(ProviderName);
    return {};
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const listIdentityProviders = adminOperation({
  name: 'ListIdentityProviders',
  request: { MaxResults: z.int().optional(), NextToken: nextToken },
  run({ identityProviders }: Parts, { MaxResults: limit, NextToken: token }) {
    const { page, next } = pageOf(identityProviders.all(), ({ name }) => name, { limit, token });
    const Providers = page.map(({ name, type, createdAt, modifiedAt }) => ({
      ProviderName: name,
      ProviderType: type,
      LastModifiedDate: timestamp(modifiedAt),
      CreationDate: timestamp(createdAt),
    }));
    return { Providers, NextToken: next };
  },
});

/** The members that a request has; those it leaves out stay as they are in an update. */
function sent(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = ['ProviderDetails', 'AttributeMapping', 'IdpIdentifiers'];
  return Object.fromEntries(Object.entries(input).filter(([name, value]) => own.includes(name) && value !== undefined));
}

/** IdentityProviderType; without a mapping, the user name is the provider's `sub`. */
function providerAnswer(UserPoolId: string, { name, type, members: given, createdAt, modifiedAt }: IdentityProvider) {
  return {
    UserPoolId,
    ProviderName: name,
    ProviderType: type,
    AttributeMapping: { username: 'sub' },
    ...given,
    LastModifiedDate: timestamp(modifiedAt),
    CreationDate: timestamp(createdAt),
  };
}
