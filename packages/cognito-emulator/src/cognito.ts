import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { close, listen } from './http/listen.js';
import type { Site } from './http/server.js';
import { createCognitoServer } from './http/server.js';
import type { CredentialSession } from './identity-pool/credentials.js';
import { CredentialSeal } from './identity-pool/credentials.js';
import { ensureInstallation } from './installation.js';
import type { ClientName, ClientTemplate, portalPool } from './portal-pool.js';
import type { SiteOptions } from './site.js';
import { Store } from './state/store.js';
import { AdjustableClock } from './switches/adjustable-clock.js';
import { KeyOutage } from './switches/key-outage.js';
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
 * Requests are taken from then on; the first ones wait until the operations are loaded and the keys of a new pool made.
 * Throws PortTakenError, and refuses to run with NODE_ENV=production: it is no place for real users.
 */
export async function startCognito(options: CognitoOptions = {}): Promise<EmbeddedCognitoServer> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('The embedded user pool is for development and tests: it does not run with NODE_ENV=production.');
  }
  const { region = 'us-east-1', lambdaEndpoint = process.env['AWS_ENDPOINT_URL_LAMBDA'] } = options;
  const clock = new AdjustableClock(options.clock ?? systemClock);
  const outage = new KeyOutage(systemClock);
  let site = (): Promise<Site> => Promise.reject(new Error('starting'));
  const server = createCognitoServer(() => site());
  // the port comes first: issuers carry it, and it keeps a second emulator off the same state
  const endpoint = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  try {
    const store = Store.open(options.directory);
    const { pool, clients: templates } = options;
    const installation = ensureInstallation(store, clock, { region, pool, clients: templates });
    const { poolId: userPoolId, identityPoolId, clients } = installation;
    const seal = new CredentialSeal(installation.sealKey);
    const triggers = { handlers: options.triggers ?? {}, lambdaEndpoint };
    const opening = afterThisTurn({ store, region, clock, triggers, endpoint, outage, installation, seal });
    site = () => opening;
    return {
      ...{ endpoint, issuer: `${endpoint}/${userPoolId}`, region: installation.region, userPoolId, identityPoolId },
      readCredentials: (sessionToken) => seal.read(sessionToken),
      clients: {
        web: { id: clients.web.id },
        mobile: { id: clients.mobile.id },
        server: { id: clients.server.id, secret: clients.server.secret ?? '' },
      },
      stop: async () => {
        outage.set('none');
        await close(server);
        // keys that are still being made have to be kept first
        await opening.finally(() => {
          store.close();
        });
      },
    };
  } catch (error) {
    await close(server);
    throw error;
  }
}

/**
 * What requests need, in the turns of the event loop after the one in which the caller learns where the pool is: the code of
 * every operation and, for a new pool, its RSA keys take several times as long as everything before. Requests wait for it.
 */
function afterThisTurn(options: SiteOptions): Promise<Site> {
  const opening = new Promise((resolve) => setImmediate(resolve)).then(async () => {
    const { openSite } = await import('./site.js');
    return openSite(options);
  });
  // every request and `stop` are told, should nobody be waiting now
  opening.catch(() => undefined);
  return opening;
}
