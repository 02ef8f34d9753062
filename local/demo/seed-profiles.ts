import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { SeededUser } from './seed-users.js';

/**
 * Writes the profile of each user, as the post-confirmation trigger would; that trigger never hears of users whom an
 * administrator made (docs/cognito-facts.md#l5). A profile that is there is left alone.
 */
export async function seedProfiles(
  client: DynamoDBClient,
  tableName: string,
  users: readonly SeededUser[],
  now: Date,
): Promise<void> {
  for (const user of users) {
    try {
      await client.send(
        new PutItemCommand({
          TableName: tableName,
          Item: {
            PK: { S: `USER#${user.sub}` },
            SK: { S: 'META' },
            type: { S: 'USER' },
            email: { S: user.email },
            ...(user.clinicId === null ? {} : { clinic_id: { S: user.clinicId } }),
            created_at: { S: now.toISOString() },
            status: { S: 'active' },
          },
          ConditionExpression: 'attribute_not_exists(PK)',
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
