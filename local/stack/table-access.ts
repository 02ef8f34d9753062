import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isLoopback } from '../dynamodb/loopback.js';
import { ensureTable, readTableDefinition } from '../dynamodb/table.js';

export interface TableAccess {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Names this table among all that the demonstration data was ever put into. */
  readonly place: string;
  /** True when this start made it: it is empty. */
  readonly isNew: boolean;
}

/**
 * Makes the server's table where that does no harm: in the embedded engine and on other engines of this machine.
 *
 * @param environment the server's, so that both see the same tables (DynamoDB Local tells them apart by region and key)
 * @returns nothing for a DynamoDB elsewhere: nothing is ever made or written there
 */
export async function prepareTable(
  environment: Readonly<Record<string, string>>,
  embedded: boolean,
  projectDirectory: string,
): Promise<TableAccess | undefined> {
  const { TABLE_NAME: tableName = '', AWS_ENDPOINT_URL_DYNAMODB: endpoint = '' } = environment;
  if (!isLoopback(endpoint)) return undefined;
  const client = new DynamoDBClient({
    endpoint,
    region: environment['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  const isNew = await ensureTable(client, tableName, readTableDefinition(projectDirectory));
  return { client, tableName, isNew, place: `table ${tableName} of ${embedded ? 'the embedded engine' : endpoint}` };
}
