import * as z from 'zod';
import { notAuthorized } from '../cognito-error.js';
import { requireSecretHash } from '../pool/clients.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { UserPool } from '../user-pool.js';
import type { UserPools } from '../user-pools.js';
import { accessToken, clientId } from './fields.js';
import { decodeClaims } from '../tokens/jwt.js';
import type { Caller } from '../tokens/access-tokens.js';

/** An operation of the API, as the protocol sees it. */
export interface Operation {
  readonly name: string;
  /** Whether AWS wants the request signed by credentials; else it is open to anyone. */
  readonly signed: boolean;
  readonly request: z.ZodType;
  /** Runs with an input that `request` has parsed; throws CognitoError. */
  readonly run: (pools: UserPools, input: never) => object | Promise<object>;
}

/** Request members by name, each a schema; members that are not named are ignored, as AWS does. */
type Shape = Readonly<Record<string, z.ZodType>>;
type Input<S extends Shape> = z.infer<z.ZodObject<S>>;
type Answer = object | Promise<object>;

const text = z.string();

/** What every operation declares: its name, its request, and what it does with the parts of a pool that it asks for. */
interface Definition<S extends Shape, Run> {
  readonly name: string;
  readonly request: S;
  readonly run: Run;
}

/** An operation on one pool for callers with AWS credentials: `Admin...`, and those about groups and the pool itself. */
export function adminOperation<S extends Shape>({
  name,
  request,
  run,
}: Definition<S, (pool: UserPool, input: Input<S>) => Answer>): Operation {
  const schema = z.object({
    ...request,
    UserPoolId: text
      .min(1)
      .max(55)
      .regex(/^[\w-]+_[0-9a-zA-Z]+$/),
  });
  return {
    name,
    signed: true,
    request: schema,
    run: (pools, input: Input<S> & { UserPoolId: string }) => run(pools.withId(input.UserPoolId), input),
  };
}

/** An operation on all pools, for callers with AWS credentials: creating one, listing them, finding a domain. */
export function poolsOperation<S extends Shape>({
  name,
  request,
  run,
}: Definition<S, (pools: UserPools, input: Input<S>) => Answer>): Operation {
  return { name, signed: true, request: z.object(request), run: (pools, input: Input<S>) => run(pools, input) };
}

/** An operation of an app client that names a user: the client proves its secret, if it has one, before anything else. */
export function clientOperation<S extends Shape>({
  name,
  request,
  run,
}: Definition<S, (pool: UserPool, input: Input<S> & Named, client: ClientConfiguration) => Answer>): Operation {
  const schema = z.object({
    ...request,
    ClientId: clientId,
    Username: text.min(1).max(128),
    SecretHash: text.min(1).max(128).optional(),
  });
  return {
    name,
    signed: false,
    request: schema,
    run: (pools, input: Input<S> & Named & { ClientId: string; SecretHash?: string }) => {
      const { pool, client } = pools.withClient(input.ClientId);
      requireSecretHash(client, input.Username, input.SecretHash);
      return run(pool, input, client);
    },
  };
}

interface Named {
  readonly Username: string;
}

/** An operation of an app client that proves its secret in a way of its own: sign-in, revocation. */
export function openClientOperation<S extends Shape>({
  name,
  request,
  run,
}: Definition<S, (pool: UserPool, input: Input<S>, client: ClientConfiguration) => Answer>): Operation {
  return {
    name,
    signed: false,
    request: z.object({ ...request, ClientId: clientId }),
    run: (pools, input: Input<S> & { ClientId: string }) => {
      const { pool, client } = pools.withClient(input.ClientId);
      return run(pool, input, client);
    },
  };
}

/** An operation of a signed-in user on themselves: the access token is verified, and stands for them, before anything else. */
export function userOperation<S extends Shape>({
  name,
  request,
  run,
}: Definition<S, (pool: UserPool, input: Input<S>, caller: Caller) => Answer>): Operation {
  return {
    name,
    signed: false,
    request: z.object({ ...request, AccessToken: accessToken }),
    run: (pools, input: Input<S> & { AccessToken: string }) => {
      const pool = poolOfToken(pools, input.AccessToken);
      return run(pool, input, pool.accessTokens.callerOf(input.AccessToken));
    },
  };
}

/** The pool that says it issued a token, still to be verified by it; throws NotAuthorizedException. */
export function poolOfToken(pools: UserPools, token: string): UserPool {
  const pool = pools.ofIssuer(decodeClaims(token)?.['iss']);
  if (pool === undefined) throw notAuthorized('Invalid Access Token');
  return pool;
}
