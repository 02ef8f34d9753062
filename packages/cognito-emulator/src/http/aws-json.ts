import { userPoolInputs } from '../api/inputs.js';
import { CognitoError } from '../cognito-error.js';
import type { Operation } from '../operations/operation.js';
import type { UserPools } from '../user-pools.js';
import { parseRequest } from './request-validation.js';

const targetPrefix = 'AWSCognitoIdentityProviderService.';

/** A request of the AWS JSON 1.1 protocol, as far as operations care. */
export interface AwsRequest {
  readonly target: string | undefined;
  readonly authorization: string | undefined;
  readonly body: Buffer;
}

/**
 * Finds the operation that X-Amz-Target names, checks signature presence and input, and runs it.
 * Throws CognitoError for everything that the caller did wrong.
 */
export async function callOperation(
  operations: ReadonlyMap<string, Operation>,
  pools: UserPools,
  { target, authorization, body }: AwsRequest,
): Promise<object> {
  const name = target?.startsWith(targetPrefix) === true ? target.slice(targetPrefix.length) : '';
  const operation = operations.get(name);
  if (operation === undefined) throw new CognitoError('UnknownOperationException', `Unknown operation ${name}`);
  if (operation.signed) requireCredentials(authorization);
  return operation.run(pools, parseRequest(operation.request, userPoolInputs.read(name, parseJson(body))) as never);
}

/** Throws MissingAuthenticationTokenException for a request that no AWS credentials have signed; which ones did is not looked at. */
export function requireCredentials(authorization: string | undefined): void {
  if (/^AWS4-HMAC-SHA256 Credential=\S/.test(authorization ?? '')) return;
  throw new CognitoError('MissingAuthenticationTokenException', 'Missing Authentication Token');
}

/** The JSON of a body; throws SerializationException. */
export function parseJson(body: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // a member that is null counts as left out: amazon-cognito-identity-js sends such members
    return JSON.parse(text, (_name, value: unknown) => (value === null ? undefined : value)) as unknown;
  } catch {
    throw new CognitoError('SerializationException', 'Request body is not valid JSON');
  }
}
