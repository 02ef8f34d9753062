import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import DataLoader from 'dataloader';
import { withDeadline } from '../clock/deadline.js';
import { remainingMs, withoutRequestDeadline } from '../clock/request-deadline.js';
import { Admission } from './admission.js';
import { type StoreLimits, storeLimits } from './document-client.js';
import type { IndexName } from './indexes.js';
import type { Item, Key } from './keys.js';
import { storeError } from './store-errors.js';
import { outcomeOfError, requestOf, type WriteAction, type WriteOutcome } from './write.js';

/** A stretch of one partition, both ends included, read in the order of its sort key. */
export interface Range {
  readonly index?: IndexName;
  readonly partition: string;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  /** Keeps only items whose attributes have these values; read items count against the limit all the same. */
  readonly filters?: readonly { readonly attribute: string; readonly value: string }[];
  readonly consistent?: boolean;
}

export interface RangePage {
  readonly items: readonly Item[];
  /** The sort key at which the read stopped; absent when the stretch is read to its end. */
  readonly stoppedAt: string | undefined;
}

interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/** As many as BatchGetItem takes. */
const mostTogether = 100;

const nameOf = ({ PK, SK }: Key): string => `${PK} ${SK}`;

/**
 * The one table, and the edge at which the SDK stops. Every call waits for its turn, has a deadline, and throws
 * AppError `store_unavailable` when the store is unreachable, slow or throttling. Writes give their outcome; `write.ts`
 * says which there are.
 */
export class Table {
  private readonly admission: Admission;
  private readonly together = new DataLoader<Key, Item | undefined, string>(
    (keys) => withoutRequestDeadline(() => this.getAll(keys)),
    {
      batchScheduleFn: (dispatch) => setImmediate(dispatch),
      cacheKeyFn: nameOf,
      maxBatchSize: mostTogether,
    },
  );

  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly name: string,
    private readonly limits: StoreLimits = storeLimits,
  ) {
    this.admission = new Admission({ atOnce: limits.sockets, waiting: limits.waiting, waitMs: limits.deadlineMs });
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

  /**
   * Writes one item, under a condition where the action has one.
   *
   * @returns `done` or `refused`; an update gives the item as it is now
   */
  write(action: Exclude<WriteAction, { check: Key }>): Promise<WriteOutcome> {
    return this.outcomeOf(async (options) => {
      const { Put, Update, Delete } = requestOf(this.name, action);
      if (Put !== undefined) await this.client.send(new PutCommand(Put), options);
      if (Delete !== undefined) await this.client.send(new DeleteCommand(Delete), options);
      if (Update === undefined) return undefined;
      const input: UpdateCommandInput = { ...(Update as UpdateCommandInput), ReturnValues: 'ALL_NEW' };
      return (await this.client.send(new UpdateCommand(input), options)).Attributes;
    });
  }

  /** All of it or nothing. The SDK adds a ClientRequestToken, so that its own retries count once. */
  transact(actions: readonly WriteAction[]): Promise<WriteOutcome> {
    return this.outcomeOf(async (options) => {
      const TransactItems = actions.map((action) => requestOf(this.name, action));
      await this.client.send(new TransactWriteCommand({ TransactItems }), options);
      return undefined;
    });
  }

  /** Reads one page of a stretch. Starts from sort keys only: a caller can never hand in a key of another partition. */
  async range({ index, partition, from, to, limit, filters = [], consistent = false }: Range): Promise<RangePage> {
    const sortName = index === undefined ? 'SK' : `${index}SK`;
    const command = new QueryCommand({
      TableName: this.name,
      IndexName: index,
      KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
      ExpressionAttributeNames: {
        '#partition': index === undefined ? 'PK' : `${index}PK`,
        '#sort': sortName,
        ...Object.fromEntries(filters.map(({ attribute }, at) => [`#filter${at}`, attribute])),
      },
      ExpressionAttributeValues: {
        ':partition': partition,
        ':from': from,
        ':to': to,
        ...Object.fromEntries(filters.map(({ value }, at) => [`:filter${at}`, value])),
      },
      FilterExpression:
        filters.length === 0 ? undefined : filters.map((_filter, at) => `#filter${at} = :filter${at}`).join(' AND '),
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

  private async outcomeOf(send: (options: SendOptions) => Promise<Item | undefined>): Promise<WriteOutcome> {
    try {
      return { kind: 'done', item: await this.call((abortSignal) => send({ abortSignal })) };
    } catch (error) {
      const outcome = outcomeOfError(error);
      if (outcome === undefined) throw error;
      return outcome;
    }
  }

  /** Waits for its turn and for the answer, together no longer than the request has left. */
  private call<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.admission.run(async () => {
      try {
        return await withDeadline(Math.min(this.limits.deadlineMs, remainingMs()), send);
      } catch (error) {
        throw storeError(error, this.name);
      }
    });
  }
}
