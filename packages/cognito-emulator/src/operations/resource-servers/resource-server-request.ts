import * as z from 'zod';
import { resourceNotFound } from '../../cognito-error.js';
import type { PoolConfiguration, ResourceServer } from '../../pool/pool-configuration.js';

export const identifier = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/);

/** The members of CreateResourceServer that UpdateResourceServer may change. */
export const resourceServerRequest = {
  Identifier: identifier,
  Name: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[\w\s+=,.@-]+$/),
  Scopes: z
    .array(
      z.object({
        ScopeName: z
          .string()
          .min(1)
          .max(256)
          .regex(/^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+$/),
        ScopeDescription: z.string().min(1).max(256),
      }),
    )
    .max(100)
    .optional(),
};

type Input = z.infer<z.ZodObject<typeof resourceServerRequest>>;

/** What a request makes of a resource server; scopes that it leaves out are none, in an update too. */
export function resourceServer({ Identifier, Name, Scopes = [] }: Input): ResourceServer {
  return {
    identifier: Identifier,
    name: Name,
    scopes: Scopes.map(({ ScopeName, ScopeDescription }) => ({ name: ScopeName, description: ScopeDescription })),
  };
}

/** The resource server of an identifier; throws ResourceNotFoundException. */
export function resourceServerOf({ resourceServers = [] }: PoolConfiguration, wanted: string): ResourceServer {
  const found = resourceServers.find((server) => server.identifier === wanted);
  if (found === undefined) throw resourceNotFound(`Resource server ${wanted} does not exist.`);
  return found;
}

/** Every other one than that of an identifier. */
export function othersThan({ resourceServers = [] }: PoolConfiguration, identifier: string): ResourceServer[] {
  return resourceServers.filter((server) => server.identifier !== identifier);
}

/** ResourceServerType. */
export function resourceServerAnswer(poolId: string, { identifier, name, scopes }: ResourceServer) {
  return {
    UserPoolId: poolId,
    Identifier: identifier,
    Name: name,
    Scopes: scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
  };
}
