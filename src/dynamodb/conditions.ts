import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** The conditions under which items are written, by name. */
export const conditions = {
  isNew: 'attribute_not_exists(PK)',
  exists: 'attribute_exists(PK)',
  /** Nobody wrote it since it was read; goes with `:version`. */
  sameVersion: 'version = :version',
} as const;

export function isConditionFailure(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/** Why each action of a cancelled transaction stopped it, in their order; `undefined` when the error is something else. */
export function cancellationsOf(error: unknown): readonly string[] | undefined {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return undefined;
  const { CancellationReasons: reasons } = error as TransactionCanceledException;
  return (reasons ?? []).map(({ Code }) => Code ?? 'None');
}

/** What `cancellationsOf` says of an action whose condition did not hold. */
export const conditionFailed = 'ConditionalCheckFailed';

/** The codes of a transaction that met another one: nothing is wrong, and a later attempt may well succeed. */
const passing: ReadonlySet<string> = new Set([
  'None',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

export function isPassing(cancellations: readonly string[]): boolean {
  return cancellations.every((code) => passing.has(code));
}
