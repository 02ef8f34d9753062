import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type TransactWriteCommandInput,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import DataLoader from 'dataloader';
import { Admission } from './admission.js';
import { withDeadline } from '../clock/deadline.js';
import { type StoreLimits, storeLimits } from './document-client.js';
import type { Key } from './keys.js';
import { storeError } from './store-errors.js';

/** An item as the store gives it back: nothing is known of it until a schema has read it. */
export type Item = Readonly<Record<string, unknown>>;

type Transaction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Unnamed<T> = Omit<NonNullable<T>, 'TableName'>;

/** One action of a transaction, without the name of the table. */
export interface TransactionAction {
  readonly Put?: Unnamed<Transaction['Put']>;
  readonly Update?: Unnamed<Transaction['Update']>;
  readonly Delete?: Unnamed<Transaction['Delete']>;
}

/** A stretch of one partition, both ends included, read in the order of its sort key. */
export interface Range {
  readonly index?: 'GSI1' | 'GSI2';
  readonly partition: string;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  /** Keeps only items whose attribute has this value; read items count against the limit all the same. */
  readonly filter?: { readonly attribute: string; readonly value: string } | undefined;
  readonly consistent?: boolean;
}

export interface RangePage {
  readonly items: readonly Item[];
  /** The sort key at which the read stopped; absent when the stretch is read to its end. */
  readonly stoppedAt: string | undefined;
}

/** As many as BatchGetItem takes. */
const mostTogether = 100;

const nameOf = ({ PK, SK }: Key): string => `${PK} ${SK}`;

/**
 * The one table, and the edge at which the SDK stops. Every call waits for its turn, has a deadline, and throws
 * AppError `store_unavailable` when the store is unreachable, slow or throttling. Failed conditions come back as the
 * SDK's errors; `conditions.ts` names them.
 */
export class Table {
  private readonly admission: Admission;
  private readonly together = new DataLoader<Key, Item | undefined, string>((keys) => this.getAll(keys), {
    batchScheduleFn: (dispatch) => setImmediate(dispatch),
    cacheKeyFn: nameOf,
    maxBatchSize: mostTogether,
  });

  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly name: string,
    private readonly limits: StoreLimits = storeLimits,
  ) {
    this.admission = new Admission({ atOnce: limits.sockets, ...limits });
  }

  async get(key: Key, { consistent = false } = {}): Promise<Item | undefined> {
    const command = new GetCommand({ TableName: this.name, Key: key, ConsistentRead: consistent });
    const { Item: item } = await this.call((abortSignal) => this.client.send(command, { abortSignal }));
    return item;
  }

  /**
   * A consistent read for moments in which many ask at once: those that begin in the same turn of the event loop are one
   * call to the store, which costs about as much as a single read, and one key is asked for once.
   */
  getTogether(key: Key): Promise<Item | undefined> {
    return this.together.load(key);
  }

  async put(input: Omit<PutCommandInput, 'TableName'>): Promise<void> {
    const command = new PutCommand({ TableName: this.name, ...input });
    await this.call((abortSignal) => this.client.send(command, { abortSignal }));
  }

  /** @returns what `ReturnValues` asks for */
  async update(input: Omit<UpdateCommandInput, 'TableName'>): Promise<Item | undefined> {
    const command = new UpdateCommand({ TableName: this.name, ...input });
    const { Attributes: attributes } = await this.call((abortSignal) => this.client.send(command, { abortSignal }));
    return attributes;
  }

  /** All of it or nothing. The SDK adds a ClientRequestToken, so that its own retries count once. */
  async transact(actions: readonly TransactionAction[]): Promise<void> {
    const command = new TransactWriteCommand({ TransactItems: actions.map((action) => this.named(action)) });
    await this.call((abortSignal) => this.client.send(command, { abortSignal }));
  }

  /** Reads one page of a stretch. Starts from sort keys only: a caller can never hand in a key of another partition. */
  async range({ index, partition, from, to, limit, filter, consistent = false }: Range): Promise<RangePage> {
    const sortName = index === undefined ? 'SK' : `${index}SK`;
    const command = new QueryCommand({
      TableName: this.name,
      IndexName: index,
      KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
      ExpressionAttributeNames: {
        '#partition': index === undefined ? 'PK' : `${index}PK`,
        '#sort': sortName,
        ...(filter && { '#filter': filter.attribute }),
      },
      ExpressionAttributeValues: {
        ':partition': partition,
        ':from': from,
        ':to': to,
        ...(filter && { ':filter': filter.value }),
      },
      FilterExpression: filter && '#filter = :filter',
      Limit: limit,
      ConsistentRead: consistent,
    });
    const { Items: items, LastEvaluatedKey: last } = await this.call((abortSignal) =>
      this.client.send(command, { abortSignal }),
    );
    return { items: items ?? [], stoppedAt: last === undefined ? undefined : String(last[sortName]) };
  }

  /** Ends the connections. */
  close(): void {
    this.client.destroy();
  }

  private async getAll(keys: readonly Key[]): Promise<(Item | undefined | Error)[]> {
    // the loader joins reads; it must not remember them
    for (const key of keys) this.together.clear(key);
    const [only, ...others] = keys;
    if (only !== undefined && others.length === 0) return [await this.get(only, { consistent: true })];
    const command = new BatchGetCommand({ RequestItems: { [this.name]: { Keys: [...keys], ConsistentRead: true } } });
    const answer = await this.call((abortSignal) => this.client.send(command, { abortSignal }));
    const found = new Map(answer.Responses?.[this.name]?.map((item) => [nameOf(item as Key), item]));
    // what was too much for one answer, or was throttled
    const left = new Set(answer.UnprocessedKeys?.[this.name]?.Keys?.map((key) => nameOf(key as Key)));
    return Promise.all(
      keys.map(async (key) => (left.has(nameOf(key)) ? this.getOrError(key) : found.get(nameOf(key)))),
    );
  }

  /** The loader takes errors as values, so that one key's is not all keys'. */
  private getOrError(key: Key): Promise<Item | undefined | Error> {
    return this.get(key, { consistent: true }).catch((error: unknown) => error as Error);
  }

  private call<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.admission.run(async () => {
      try {
        return await withDeadline(this.limits.deadlineMs, send);
      } catch (error) {
        throw storeError(error);
      }
    });
  }

  private named({ Put, Update, Delete }: TransactionAction): Transaction {
    const TableName = this.name;
    return {
      ...(Put && { Put: { TableName, ...Put } }),
      ...(Update && { Update: { TableName, ...Update } }),
      ...(Delete && { Delete: { TableName, ...Delete } }),
    };
  }
}
