import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { callOperation } from './http/aws-json.js';
import { close, listen } from './http/listen.js';
import { messagesRoute, wellKnownRoute } from './http/routes.js';
import type { Site } from './http/server.js';
import { createCognitoServer } from './http/server.js';
import type { CredentialSession } from './identity-pool/credentials.js';
import { IdentityPool } from './identity-pool/identity-pool.js';
import { callIdentityOperation, identityTargetPrefix } from './identity-pool/operations.js';
import { identityKeysRoute } from './identity-pool/well-known.js';
import { operations } from './operations/registry.js';
import { domainOf } from './pages/domain.js';
import { Mailbox } from './pool/mailbox.js';
import type { ClientConfiguration, PoolConfiguration } from './pool/pool-configuration.js';
import type { UserPool } from './pool/user-pool.js';
import { UserPools } from './pool/user-pools.js';
import type { ClientName, ClientTemplate } from './portal-pool.js';
import { clientNames, portalClients, portalGroups, portalPool } from './portal-pool.js';
import { Store } from './state/store.js';
import { AdjustableClock } from './switches/adjustable-clock.js';
import { KeyOutage } from './switches/key-outage.js';
import { switchesRoute } from './switches/switches.js';
import type { TriggerHandlers } from './triggers/trigger-event.js';

export interface CognitoOptions {
  /** 0, the default, for any free one. */
  readonly port?: number;
  /** Where state is kept; without one it is in memory, and gone at the end. */
  readonly directory?: string | undefined;
  readonly region?: string;
  readonly clock?: Clock;
  /** Functions in place of the Lambda functions of a real pool. */
  readonly triggers?: TriggerHandlers;
  /** Where the Lambda functions are invoked that pools name in LambdaConfig; AWS_ENDPOINT_URL_LAMBDA by default. */
  readonly lambdaEndpoint?: string | undefined;
  /** What differs from the portal's pool and clients; counts when the pool is first created. */
  readonly pool?: Partial<typeof portalPool>;
  readonly clients?: Partial<Record<ClientName, Partial<ClientTemplate>>>;
}

/** A running user pool: where it is, and the ids that its clients need. */
export interface EmbeddedCognito {
  readonly endpoint: string;
  readonly issuer: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly clients: {
    readonly web: { readonly id: string };
    readonly mobile: { readonly id: string };
    readonly server: { readonly id: string; readonly secret: string };
  };
  stop(): Promise<void>;
}

/** A running user pool together with its identity pool. */
export interface EmbeddedCognitoServer extends EmbeddedCognito {
  readonly identityPoolId: string;
  /** What the session token of temporary credentials says of its bearer; undefined for one that was not made here. */
  readonly readCredentials: (sessionToken: string) => CredentialSession | undefined;
}

/**
 * Starts the embedded user pool on 127.0.0.1, with the ids, keys and users of earlier starts when `directory` holds them.
 * Throws PortTakenError, and refuses to run with NODE_ENV=production: it is no place for real users.
 */
export async function startCognito(options: CognitoOptions = {}): Promise<EmbeddedCognitoServer> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('The embedded user pool is for development and tests: it does not run with NODE_ENV=production.');
  }
  const { region = 'us-east-1', lambdaEndpoint = process.env['AWS_ENDPOINT_URL_LAMBDA'] } = options;
  const clock = new AdjustableClock(options.clock ?? systemClock);
  const outage = new KeyOutage(systemClock);
  let site: Site | undefined;
  const server = createCognitoServer(() => site ?? { call: () => Promise.reject(new Error('starting')), handlers: [] });
  // the port comes first: issuers carry it, and it keeps a second emulator off the same state
  const endpoint = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  try {
    const store = Store.open(options.directory);
    const mailbox = new Mailbox(store.collection('messages'), clock);
    const triggers = { handlers: options.triggers ?? {}, lambdaEndpoint };
    const pools = await UserPools.load({ store, region, clock, mailbox, triggers, endpoint });
    const pool = await ensurePool(pools, { ...portalPool, ...options.pool, region });
    const clients = ensureClients(pool, options.clients ?? {});
    for (const [precedence, name] of portalGroups.entries()) {
      if (!pool.groups.has(name)) pool.groups.add({ name, precedence });
    }
    const identityPool = new IdentityPool(store, pool, clock, endpoint);
    site = {
      call: (request) =>
        request.target?.startsWith(identityTargetPrefix) === true
          ? callIdentityOperation(identityPool, request)
          : callOperation(operations, pools, request),
      handlers: [
        outage.handler,
        wellKnownRoute(pools, { poolId: pool.pool.id, address: endpoint }),
        messagesRoute(mailbox),
        ...domainOf(pool, pools, operations),
        identityKeysRoute(identityPool),
        switchesRoute({ pools, outage, clock }),
      ],
    };
    return {
      endpoint,
      issuer: pool.issuer,
      region: pool.pool.region,
      userPoolId: pool.pool.id,
      identityPoolId: identityPool.id,
      readCredentials: (sessionToken) => identityPool.readSession(sessionToken),
      clients: {
        web: { id: clients.web.id },
        mobile: { id: clients.mobile.id },
        server: { id: clients.server.id, secret: clients.server.secret ?? '' },
      },
      stop: async () => {
        outage.set('none');
        await close(server);
        store.close();
      },
    };
  } catch (error) {
    await close(server);
    throw error;
  }
}

/** The pool of that name, created when it is not there. */
async function ensurePool(pools: UserPools, template: Omit<PoolConfiguration, 'id' | 'createdAt'>): Promise<UserPool> {
  return pools.all().find(({ pool }) => pool.name === template.name) ?? pools.add(template);
}

function ensureClients(
  pool: UserPool,
  changes: NonNullable<CognitoOptions['clients']>,
): Record<ClientName, ClientConfiguration> {
  const ensure = (name: ClientName): ClientConfiguration => {
    const { generateSecret, ...template } = { ...portalClients[name], ...changes[name] };
    const existing = pool.clients.all().find((client) => client.name === name);
    return existing ?? pool.clients.add({ ...template, name }, { generateSecret });
  };
  const [web, mobile, server] = clientNames.map(ensure);
  if (web === undefined || mobile === undefined || server === undefined) throw new Error('a client is missing');
  return { web, mobile, server };
}
