import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Calls and capacity units of what ran since the last reset. */
export interface Counted {
  calls: string[];
  units: number;
}

interface Output {
  ConsumedCapacity?: { CapacityUnits?: number } | { CapacityUnits?: number }[];
}

/** Counts every call of a client and the capacity units that DynamoDB says it took, indexes included. */
export function counting(client: DynamoDBDocumentClient): Counted {
  const counted: Counted = { calls: [], units: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
      const result = await next(args);
      const { ConsumedCapacity: consumed } = result.output as Output;
      counted.calls.push(String(context.commandName).replace('Command', ''));
      for (const each of [consumed ?? []].flat()) counted.units += each.CapacityUnits ?? 0;
      return result;
    },
    { step: 'initialize', name: 'countCalls' },
  );
  return counted;
}
