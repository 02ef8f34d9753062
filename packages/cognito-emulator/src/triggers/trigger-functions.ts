import * as z from 'zod';
import type { PoolConfiguration } from '../pool/pool-configuration.js';
import { lambdaFunction } from './lambda-function.js';
import type { TriggerHandler, TriggerHandlers, TriggerName } from './trigger-event.js';

/** Where triggers find their functions: those given at the start, and the Lambda functions at an endpoint. */
export interface TriggerSources {
  readonly handlers: TriggerHandlers;
  readonly lambdaEndpoint: string | undefined;
}

const versioned = z.looseObject({ LambdaArn: z.string() });

/**
 * The function of each trigger of a pool: the one given at the start, in every pool; else the Lambda function that the pool's
 * LambdaConfig names at this moment.
 */
export function triggerFunctions(
  pool: Pick<PoolConfiguration, 'lambdaConfig'>,
  { handlers, lambdaEndpoint }: TriggerSources,
): (name: TriggerName) => TriggerHandler | undefined {
  return (name) => {
    const arn = functionArn(pool.lambdaConfig ?? {}, name);
    return handlers[name] ?? (arn === undefined ? undefined : lambdaFunction(arn, lambdaEndpoint));
  };
}

/** PreTokenGeneration has two members: the newer one says which version of the event it wants, and goes first. */
function functionArn(config: Readonly<Record<string, unknown>>, name: TriggerName): string | undefined {
  const newer = versioned.safeParse(name === 'PreTokenGeneration' ? config['PreTokenGenerationConfig'] : undefined);
  return newer.success ? newer.data.LambdaArn : z.string().optional().catch(undefined).parse(config[name]);
}
