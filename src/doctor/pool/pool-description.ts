import {
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  type GetUserPoolMfaConfigResponse,
  ListUserPoolClientsCommand,
  type UserPoolClientType,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { cognitoClient } from '../../user-pool/cognito-client.js';

/** A user pool as its own operations describe it. */
export interface PoolDescription {
  readonly pool: UserPoolType;
  readonly clients: readonly UserPoolClientType[];
  readonly mfa: Pick<GetUserPoolMfaConfigResponse, 'MfaConfiguration' | 'SoftwareTokenMfaConfiguration'>;
}

/** A pool may have a thousand clients; a description of more than this is of no use to anybody. */
const mostClients = 60;

/**
 * Reads how a pool and its app clients are set up. Address and credentials are the SDK's business.
 *
 * @throws the SDK's error when the pool cannot be read
 */
export async function describePool(userPoolId: string): Promise<PoolDescription> {
  const client = cognitoClient(userPoolId, { connectMs: 2_000, attemptMs: 5_000, attempts: 3 });
  try {
    const named = { UserPoolId: userPoolId };
    const { UserPool: pool } = await client.send(new DescribeUserPoolCommand(named));
    const mfa = await client.send(new GetUserPoolMfaConfigCommand(named));
    const { UserPoolClients: listed = [] } = await client.send(
      new ListUserPoolClientsCommand({ ...named, MaxResults: mostClients }),
    );
    const clients: UserPoolClientType[] = [];
    for (const { ClientId } of listed) {
      const described = await client.send(new DescribeUserPoolClientCommand({ ...named, ClientId }));
      if (described.UserPoolClient !== undefined) clients.push(described.UserPoolClient);
    }
    return { pool: pool ?? {}, clients, mfa };
  } finally {
    client.destroy();
  }
}
