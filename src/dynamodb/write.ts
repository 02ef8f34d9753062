import type { CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item, Key } from './keys.js';

/** What must hold of an item for a write to happen. */
export interface Condition {
  readonly expression: string;
  /** Placeholders (`#name`) for attribute names that are reserved words. */
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** There is no such item yet. */
export const isNew: Condition = { expression: 'attribute_not_exists(PK)' };

/** The item is there. */
export const exists: Condition = { expression: 'attribute_exists(PK)' };

/** The item is as this write left it: every write names itself in `write_id`. */
export const lastWrittenBy = (writeId: string): Condition => ({
  expression: 'write_id = :last_write',
  values: { ':last_write': writeId },
});

/** All of these hold. */
export function allOf(...conditions: readonly Condition[]): Condition {
  return {
    expression: conditions.map(({ expression }) => `(${expression})`).join(' AND '),
    names: Object.assign({}, ...conditions.map(({ names }) => names)) as Record<string, string>,
    values: Object.assign({}, ...conditions.map(({ values }) => values)) as Record<string, unknown>,
  };
}

/** Changes of attributes: `undefined` leaves one as it is, `null` removes it. */
export type AttributeChanges = Readonly<Record<string, unknown>>;

/** One write of one item. A check writes nothing and makes a transaction depend on an item. */
export type WriteAction =
  | { readonly put: Item; readonly when?: Condition }
  | { readonly update: Key; readonly set: AttributeChanges; readonly add?: AttributeChanges; readonly when?: Condition }
  | { readonly remove: Key; readonly when?: Condition }
  | { readonly check: Key; readonly when: Condition };

/**
 * What became of a write:
 * - `done`: with the item as it is now, after an update of a single item;
 * - `refused`: some conditions did not hold; nothing was written. `by` has the position of each action that was refused,
 *   with the item as it stands (undefined when there is none);
 * - `conflict`, of transactions only: another one was at the same items. Nothing was written and nothing is decided: try
 *   again. (A write of a single item that meets a transaction is repeated by the client itself.)
 */
export type WriteOutcome =
  | { readonly kind: 'done'; readonly item?: Item | undefined }
  | { readonly kind: 'refused'; readonly by: ReadonlyMap<number, Item | undefined> }
  | { readonly kind: 'conflict' };

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** An update expression that sets, removes and adds attributes. Names are always placeholders: many are reserved words. */
export function updateExpression(set: AttributeChanges, add: AttributeChanges = {}) {
  const sets = Object.entries(set).filter(([, value]) => value !== undefined && value !== null);
  const removes = Object.keys(set).filter((name) => set[name] === null);
  const adds = Object.entries(add);
  // a practitioner's day gets the same id at many places: one placeholder stands for all of them
  const placeholders = new Map<unknown, string>();
  for (const [name, value] of [...sets, ...adds])
    if (!placeholders.has(value)) placeholders.set(value, `:${word(name)}`);
  const clauses = [
    ['SET', sets.map(([name, value]) => `#${word(name)} = ${String(placeholders.get(value))}`)],
    ['REMOVE', removes.map((name) => `#${word(name)}`)],
    ['ADD', adds.map(([name, value]) => `#${word(name)} ${String(placeholders.get(value))}`)],
  ] as const;
  const named = [...sets.map(([name]) => name), ...removes, ...Object.keys(add)];
  return {
    expression: clauses
      .filter(([, parts]) => parts.length > 0)
      .map(([verb, parts]) => `${verb} ${parts.join(', ')}`)
      .join(' '),
    names: Object.fromEntries(named.map((name) => [`#${word(name)}`, name])),
    values: Object.fromEntries([...placeholders].map(([value, placeholder]) => [placeholder, value])),
  };
}

/** A placeholder may hold letters, digits and underscores only. */
const word = (name: string): string => name.replaceAll(/\W/g, '_');

/** The action as DynamoDB's request has it. A refusal always brings the item that refused. */
export function requestOf(TableName: string, action: WriteAction): TransactItem {
  if ('put' in action) return { Put: { TableName, Item: action.put, ...conditionOf(action.when) } };
  if ('remove' in action) return { Delete: { TableName, Key: action.remove, ...conditionOf(action.when) } };
  if ('check' in action) {
    const condition = { ...conditionOf(action.when), ConditionExpression: action.when.expression };
    return { ConditionCheck: { TableName, Key: action.check, ...condition } };
  }
  const { expression, names, values } = updateExpression(action.set, action.add);
  return {
    Update: { TableName, Key: action.update, UpdateExpression: expression, ...conditionOf(action.when, names, values) },
  };
}

function conditionOf(
  when: Condition | undefined,
  names: Readonly<Record<string, string>> = {},
  values: Readonly<Record<string, unknown>> = {},
) {
  const allNames = { ...names, ...when?.names };
  const allValues = { ...values, ...when?.values };
  return {
    ...(when && { ConditionExpression: when.expression, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
    ...(Object.keys(allNames).length > 0 && { ExpressionAttributeNames: allNames }),
    ...(Object.keys(allValues).length > 0 && { ExpressionAttributeValues: allValues }),
  };
}

/** What a failed call says of the write; undefined when the error is about something else. */
export function outcomeOfError(error: unknown): WriteOutcome | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'ConditionalCheckFailedException') {
    return { kind: 'refused', by: new Map([[0, itemOf(error as Pick<CancellationReason, 'Item'>)]]) };
  }
  if (error.name !== 'TransactionCanceledException') return undefined;
  return outcomeOfCancellation((error as TransactionCanceledException).CancellationReasons ?? []);
}

/** Codes of a transaction that met another one or too much load: a later attempt may well succeed. */
const temporary: ReadonlySet<string> = new Set([
  'None',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

function outcomeOfCancellation(reasons: readonly CancellationReason[]): WriteOutcome | undefined {
  const refused = [...reasons.entries()].filter(([, { Code }]) => Code === 'ConditionalCheckFailed');
  if (refused.length > 0) return { kind: 'refused', by: new Map(refused.map(([at, reason]) => [at, itemOf(reason)])) };
  return reasons.every(({ Code = 'None' }) => temporary.has(Code)) ? { kind: 'conflict' } : undefined;
}

/** The document client leaves the items of errors in DynamoDB's own form. */
function itemOf({ Item: item }: Pick<CancellationReason, 'Item'>): Item | undefined {
  return item && unmarshall(item);
}
