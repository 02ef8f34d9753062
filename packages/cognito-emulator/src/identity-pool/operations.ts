import * as z from 'zod';
import { CognitoError } from '../cognito-error.js';
import type { AwsRequest } from '../http/aws-json.js';
import { parseJson, requireCredentials } from '../http/aws-json.js';
import { parseRequest } from '../http/request-validation.js';
import type { IdentityPool } from './identity-pool.js';

/** What X-Amz-Target begins with for the identity pool. */
export const identityTargetPrefix = 'AWSCognitoIdentityService.';

const identifier = z
  .string()
  .min(1)
  .max(55)
  .regex(/^[\w-]+:[0-9a-f-]+$/);
const Logins = z
  .record(z.string().min(1).max(128), z.string().min(1).max(50_000))
  .refine((logins) => Object.keys(logins).length <= 10)
  .default({});
const ofPool = z.object({ IdentityPoolId: identifier, Logins });
const ofIdentity = z.object({ IdentityId: identifier, Logins });

const listing = z.object({ MaxResults: z.int().min(1).max(60), NextToken: z.string().optional() });
const oneOfThem = z.object({ IdentityPoolId: identifier });

type Run = (pool: IdentityPool, body: unknown) => object | Promise<object>;

// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/
const operations = new Map<string, Run>([
  [
    'GetId',
    (pool, body) => {
      const input = ofPool.parse(parseRequest(ofPool, body));
      return { IdentityId: pool.getId(input.IdentityPoolId, input.Logins) };
    },
  ],
  [
    'GetCredentialsForIdentity',
    (pool, body) => {
      const { IdentityId, Logins: logins } = ofIdentity.parse(parseRequest(ofIdentity, body));
      return { IdentityId, Credentials: pool.credentialsFor(IdentityId, logins) };
    },
  ],
  [
    'GetOpenIdToken',
    async (pool, body) => {
      const { IdentityId, Logins: logins } = ofIdentity.parse(parseRequest(ofIdentity, body));
      return { IdentityId, Token: await pool.openIdTokenFor(IdentityId, logins) };
    },
  ],
]);

/** Those for callers with AWS credentials. */
const signedOperations = new Map<string, Run>([
  [
    'ListIdentityPools',
    (pool, body) => {
      parseRequest(listing, body);
      const { IdentityPoolId, IdentityPoolName } = pool.describe(pool.id);
      return { IdentityPools: [{ IdentityPoolId, IdentityPoolName }] };
    },
  ],
  [
    'DescribeIdentityPool',
    (pool, body) => pool.describe(oneOfThem.parse(parseRequest(oneOfThem, body)).IdentityPoolId),
  ],
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
  return run(pool, parseJson(body));
}
