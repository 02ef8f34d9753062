import { createHmac } from 'node:crypto';
import { userPoolInputs } from '../api/inputs.js';
import { parseRequest } from '../http/request-validation.js';
import type { Operation } from '../operations/operation.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { UserPools } from '../user-pools.js';

/** The API's operations as the hosted pages call them, in the name of the app client that the browser came from. */
export class PoolCalls {
  constructor(
    private readonly operations: ReadonlyMap<string, Operation>,
    private readonly pools: UserPools,
  ) {}

  /** An operation that names a user; throws CognitoError as the API would answer. */
  async forUser(
    name: string,
    client: ClientConfiguration,
    { Username, ...input }: { readonly Username: string } & Readonly<Record<string, string>>,
  ): Promise<object> {
    const { id: ClientId, secret } = client;
    const SecretHash =
      secret === undefined ? undefined : createHmac('sha256', secret).update(`${Username}${ClientId}`).digest('base64');
    return this.call(name, { ...input, Username, ClientId, SecretHash });
  }

  /** Any operation that needs no AWS credentials. */
  async call(name: string, input: Readonly<Record<string, string | undefined>>): Promise<object> {
    const operation = this.operations.get(name);
    if (operation === undefined || operation.signed) throw new Error(`${name} is not for the hosted pages`);
    return operation.run(this.pools, parseRequest(operation.request, userPoolInputs.read(name, input)) as never);
  }
}
