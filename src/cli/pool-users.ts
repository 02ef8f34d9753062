import { paginateListUsers } from '@aws-sdk/client-cognito-identity-provider';
import { cognitoClient } from '../user-pool/cognito-client.js';
import type { PoolUser } from '../cognito-triggers/reconciliation.js';

/**
 * Every user of a pool, page by page; a page may hold fewer than was asked for, or none:
 * docs/cognito-facts.md#a3
 */
export async function* usersOf(userPoolId: string): AsyncGenerator<readonly PoolUser[]> {
  const client = cognitoClient(userPoolId, { connectMs: 2_000, attemptMs: 10_000, attempts: 5 });
  try {
    for await (const { Users: users = [] } of paginateListUsers({ client, pageSize: 60 }, { UserPoolId: userPoolId })) {
      yield users.map(({ Attributes: attributes = [], UserStatus }) => {
        const named = Object.fromEntries(attributes.map(({ Name = '', Value = '' }) => [Name, Value]));
        return { sub: named['sub'] ?? '', confirmed: UserStatus !== 'UNCONFIRMED', attributes: named };
      });
    }
  } finally {
    client.destroy();
  }
}
