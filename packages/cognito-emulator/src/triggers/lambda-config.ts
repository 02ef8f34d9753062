import type { PoolConfiguration } from '../pool/pool-configuration.js';
import type { TriggerHandlers } from './trigger-event.js';

/** LambdaConfigType: a function, or a function and its version, by the names of their triggers. */
export type LambdaConfig = Readonly<Record<string, unknown>>;

type Configured = Pick<PoolConfiguration, 'lambdaConfig' | 'preTokenGenerationVersion' | 'region'>;

// the account of every AWS example: an emulator has none
const account = '123456789012';
const standIn = /^arn:aws:lambda:[\w-]+:123456789012:function:embedded-\w+$/;

/**
 * The triggers of a pool as DescribeUserPool shows them. A function that was given at the start has no ARN, and is still the
 * pool's trigger: it is shown under an ARN of the emulator's, so that the pool looks as it would on AWS.
 */
export function describedLambdaConfig(pool: Configured, handlers: TriggerHandlers): LambdaConfig {
  const { lambdaConfig = {}, preTokenGenerationVersion: LambdaVersion, region } = pool;
  const given = Object.keys(handlers)
    .filter((name) => !(name in lambdaConfig))
    .map((name) => {
      const LambdaArn = `arn:aws:lambda:${region}:${account}:function:embedded-${name}`;
      return name === 'PreTokenGeneration'
        ? ['PreTokenGenerationConfig', { LambdaVersion, LambdaArn }]
        : [name, LambdaArn];
    });
  return { ...(Object.fromEntries(given) as LambdaConfig), ...lambdaConfig };
}

/**
 * A request's LambdaConfig without the functions that were given at the start: a client that sends back what DescribeUserPool
 * showed has named no Lambda function, and at a start without those functions there is nothing to invoke.
 */
export function withoutGivenFunctions(config: LambdaConfig): LambdaConfig {
  return Object.fromEntries(Object.entries(config).filter(([, member]) => !standIn.test(String(arnOf(member)))));
}

function arnOf(member: unknown): unknown {
  return typeof member === 'object' && member !== null && 'LambdaArn' in member ? member.LambdaArn : member;
}
