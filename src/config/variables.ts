import { isIP } from 'node:net';
import * as z from 'zod';

/** What a process hands over as its environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment is incomplete or wrong. Names every faulty variable and what it should be, never the value it had. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

export const matching = (pattern: RegExp, error: string) => z.string().regex(pattern, { error });

/** Where the table is. */
export const storeVariables = () => ({
  AWS_REGION: matching(/^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}$/, 'must be an AWS region, such as us-east-1'),
  TABLE_NAME: matching(/^[\w.-]{3,255}$/, 'must be the name of a DynamoDB table'),
});

/** @throws EnvironmentError with a line for each faulty variable */
export function checkVariables<T extends z.ZodObject>(variables: T, environment: Environment): z.output<T> {
  // a variable set to nothing (`X= node …`, an empty line in a .env file) is a variable not set
  const given = Object.fromEntries(
    Object.keys(variables.shape).map((name) => [name, environment[name] === '' ? undefined : environment[name]]),
  );
  const result = variables.safeParse(given);
  if (!result.success) {
    throw new EnvironmentError(
      result.error.issues.map(({ path, message }) => {
        const name = String(path[0]);
        return given[name] === undefined ? `${name} is missing` : `${name} ${message}`;
      }),
    );
  }
  return result.data;
}

/** An address block as RFC 4632 writes it, such as 10.20.0.0/16. */
function isNetwork(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/');
  const family = isIP(address);
  return family !== 0 && more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}

/** Where webhooks may be sent. */
export const webhookVariables = () => ({
  WEBHOOK_ALLOWED_NETWORKS: z
    .string()
    .transform((list) => list.split(',').map((network) => network.trim()))
    .refine((networks) => networks.length <= 20 && networks.every(isNetwork), {
      error: 'must be at most 20 networks separated by commas, such as 10.20.0.0/16',
    })
    .default([]),
});
