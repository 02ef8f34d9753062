import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { type RunningDynamoDb, startDynamoDb } from './dynamodb.js';
import { isLoopback } from './loopback.js';
import { ensureTable, readTableDefinition } from './table.js';

describe('ensureTable', () => {
  const definition = readTableDefinition();
  let engine: RunningDynamoDb;
  let client: DynamoDBClient;

  beforeAll(async () => {
    engine = await startDynamoDb({ inMemory: true });
    client = new DynamoDBClient({ endpoint: engine.endpoint });
  });

  afterAll(async () => {
    client.destroy();
    await engine.stop();
  });

  it('creates the keys, indexes and expiry that infra/table.json defines, paid by request', async () => {
    expect(await ensureTable(client, 'as-defined', definition)).toBe(true);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'as-defined' }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [
        { AttributeName: definition.hashKey, KeyType: 'HASH' },
        { AttributeName: definition.rangeKey, KeyType: 'RANGE' },
      ],
    });
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(
      definition.globalSecondaryIndexes.map(({ name }) => name).sort(),
    );
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'as-defined' }));
    expect(TimeToLiveDescription?.AttributeName).toBe(definition.timeToLiveAttribute);
  });

  it('leaves a table alone that is there', async () => {
    await ensureTable(client, 'there', definition);
    expect(await ensureTable(client, 'there', definition)).toBe(false);
  });

  it('has one creator when several start together', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => ensureTable(client, 'together', definition)));
    expect(made.filter(Boolean)).toHaveLength(1);
  });

  it('refuses a table that lacks an index', async () => {
    await client.send(
      new CreateTableCommand({
        TableName: 'old',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
      }),
    );
    await expect(ensureTable(client, 'old', definition)).rejects.toThrow('lacks GSI1');
  });
});

describe('isLoopback', () => {
  it.each(['http://127.0.0.1:8000', 'http://localhost:8000', 'http://[::1]:8000', 'http://127.9.9.9'])(
    '%s',
    (address) => {
      expect(isLoopback(address)).toBe(true);
    },
  );

  it.each(['https://dynamodb.us-east-1.amazonaws.com', 'http://127.0.0.1.example', 'http://10.0.0.1', 'nonsense'])(
    'not %s',
    (address) => {
      expect(isLoopback(address)).toBe(false);
    },
  );
});
