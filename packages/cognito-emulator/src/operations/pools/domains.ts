import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { PoolConfiguration, PoolDomain } from '../../pool/pool-configuration.js';
import { domainsOf, requireCustomDomain, requirePrefix } from '../../pool/pool-domains.js';
import type { UserPools } from '../../user-pools.js';
import { accountId } from '../answers.js';
import { poolsOperation } from '../operation.js';

const domainRequest = {
  Domain: z.string(),
  UserPoolId: z.string(),
  ManagedLoginVersion: z.int().min(1).max(2).optional(),
  CustomDomainConfig: z.record(z.string(), z.unknown()).optional(),
};

// the address that a custom domain's DNS record would point to
const distribution = 'd111111abcdef8.cloudfront.net';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export const createUserPoolDomain = poolsOperation({
  name: 'CreateUserPoolDomain',
  request: domainRequest,
  run(pools: UserPools, { Domain: name, UserPoolId, ManagedLoginVersion = 1, CustomDomainConfig }) {
    const { pool, reconfigure } = pools.withId(UserPoolId);
    const custom = CustomDomainConfig !== undefined;
    if (custom) requireCustomDomain(name);
    else requirePrefix(name);
    if (pools.ofDomain(name) !== undefined) throw invalidParameter('Domain already associated with another user pool.');
    const domains = domainsOf(pool);
    if (domains.some(({ customDomainConfig }) => (customDomainConfig !== undefined) === custom)) {
      throw invalidParameter(`User pool ${pool.id} already has a ${custom ? 'custom ' : ''}domain configured.`);
    }
    const made = { name, managedLoginVersion: ManagedLoginVersion, customDomainConfig: CustomDomainConfig };
    reconfigure({ domains: [...domains, made] });
    return domainResult(made);
  },
});

/**
 * Changes the certificate of a custom domain or the version of its pages.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html
 */
export const updateUserPoolDomain = poolsOperation({
  name: 'UpdateUserPoolDomain',
  request: domainRequest,
  run(pools: UserPools, { Domain: name, UserPoolId, ManagedLoginVersion, CustomDomainConfig }) {
    const { pool, reconfigure } = pools.withId(UserPoolId);
    const before = domainNamed(pool, name);
    if (before.customDomainConfig === undefined && CustomDomainConfig !== undefined) {
      throw invalidParameter('A domain prefix takes no CustomDomainConfig.');
    }
    const changed = {
      name,
      managedLoginVersion: ManagedLoginVersion ?? before.managedLoginVersion,
      customDomainConfig: CustomDomainConfig ?? before.customDomainConfig,
    };
    reconfigure({ domains: domainsOf(pool).map((domain) => (domain.name === name ? changed : domain)) });
    return domainResult(changed);
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export const deleteUserPoolDomain = poolsOperation({
  name: 'DeleteUserPoolDomain',
  request: { Domain: z.string(), UserPoolId: z.string() },
  run(pools: UserPools, { Domain: name, UserPoolId }) {
    const { pool, reconfigure } = pools.withId(UserPoolId);
    domainNamed(pool, name);
    reconfigure({ domains: domainsOf(pool).filter((domain) => domain.name !== name) });
    return {};
  },
});

/**
 * A domain that does not exist is described by nothing, and is no error.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html
 */
export const describeUserPoolDomain = poolsOperation({
  name: 'DescribeUserPoolDomain',
  request: { Domain: z.string() },
  run(pools: UserPools, { Domain }) {
    const pool = pools.ofDomain(Domain)?.pool;
    if (pool === undefined) return { DomainDescription: {} };
    const { name, managedLoginVersion, customDomainConfig } = domainNamed(pool, Domain);
    return {
      DomainDescription: {
        UserPoolId: pool.id,
        AWSAccountId: accountId,
        Domain: name,
        S3Bucket: `aws-cognito-prod-${pool.region}-assets`,
        CloudFrontDistribution: distribution,
        Version: '20160418000000',
        Status: 'ACTIVE',
        CustomDomainConfig: customDomainConfig ?? {},
        ManagedLoginVersion: managedLoginVersion,
      },
    };
  },
});

function domainResult({ managedLoginVersion, customDomainConfig }: PoolDomain) {
  return {
    ManagedLoginVersion: managedLoginVersion,
    CloudFrontDomain: customDomainConfig === undefined ? undefined : distribution,
  };
}

function domainNamed(pool: PoolConfiguration, name: string): PoolDomain {
  const found = domainsOf(pool).find((domain) => domain.name === name);
  if (found === undefined) throw invalidParameter('No such domain or user pool exists.');
  return found;
}
