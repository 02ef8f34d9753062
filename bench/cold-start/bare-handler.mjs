// What people write without a framework: the same two calls as the post-confirmation trigger makes, and nothing else.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

export const handler = async (event) => {
  const { sub, email } = event.request.userAttributes;
  const TableName = process.env.TABLE_NAME;
  const domain = email.split('@')[1];
  const Key = { PK: `DOMAIN#${domain}`, SK: 'META' };
  const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  const profile = {
    PK: `USER#${sub}`,
    SK: 'META',
    type: 'USER',
    email,
    clinic_id: Item?.clinic_id,
    created_at: new Date().toISOString(),
    status: 'active',
  };
  try {
    await client.send(new PutCommand({ TableName, Item: profile, ConditionExpression: 'attribute_not_exists(PK)' }));
  } catch (error) {
    if (error.name !== 'ConditionalCheckFailedException') throw error;
  }
  return event;
};
