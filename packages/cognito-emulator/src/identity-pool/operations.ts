import * as z from 'zod';
import { identityPoolInputs } from '../api/inputs.js';
import { CognitoError } from '../cognito-error.js';
import type { AwsRequest } from '../http/aws-json.js';
import { parseJson, requireCredentials } from '../http/aws-json.js';
import type { IdentityPool } from './identity-pool.js';

/** What X-Amz-Target begins with for the identity pool. */
export const identityTargetPrefix = 'AWSCognitoIdentityService.';

const Logins = z.record(z.string(), z.string()).default({});
const ofPool = z.object({ IdentityPoolId: z.string(), Logins });
const ofIdentity = z.object({ IdentityId: z.string(), Logins });
const oneOfThem = z.object({ IdentityPoolId: z.string() });

type Run = (pool: IdentityPool, body: unknown) => object | Promise<object>;

// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/
const operations = new Map<string, Run>([
  [
    'GetId',
    (pool, body) => {
      const input = ofPool.parse(body);
      return { IdentityId: pool.getId(input.IdentityPoolId, input.Logins) };
    },
  ],
  [
    'GetCredentialsForIdentity',
    (pool, body) => {
      const { IdentityId, Logins: logins } = ofIdentity.parse(body);
      return { IdentityId, Credentials: pool.credentialsFor(IdentityId, logins) };
    },
  ],
  [
    'GetOpenIdToken',
    async (pool, body) => {
      const { IdentityId, Logins: logins } = ofIdentity.parse(body);
      return { IdentityId, Token: await pool.openIdTokenFor(IdentityId, logins) };
    },
  ],
]);

/** Those for callers with AWS credentials. */
const signedOperations = new Map<string, Run>([
  [
    'ListIdentityPools',
    (pool) => {
      const { IdentityPoolId, IdentityPoolName } = pool.describe(pool.id);
      return { IdentityPools: [{ IdentityPoolId, IdentityPoolName }] };
    },
  ],
  ['DescribeIdentityPool', (pool, body) => pool.describe(oneOfThem.parse(body).IdentityPoolId)],
]);

/** Runs an operation of the identity pool; those about identities are open to anyone with a token. Throws CognitoError. */
export async function callIdentityOperation(
  pool: IdentityPool,
  { target = '', authorization, body }: AwsRequest,
): Promise<object> {
  const name = target.slice(identityTargetPrefix.length);
  const signed = signedOperations.get(name);
  if (signed !== undefined) requireCredentials(authorization);
  const run = signed ?? operations.get(name);
  if (run === undefined) throw new CognitoError('UnknownOperationException', `Unknown operation ${name}`);
  // what is wrong with an input is a ValidationException here, and not InvalidParameterException as for user pools
  return run(pool, identityPoolInputs.read(name, parseJson(body)));
}
