import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import { close, listen } from './http/listen.js';
import type { Site } from './http/server.js';
import { createCognitoServer } from './http/server.js';
import type { CredentialSession } from './identity-pool/credentials.js';
import { CredentialSeal } from './identity-pool/credentials.js';
import type { Installation } from './installation.js';
import { ensureInstallation } from './installation.js';
import type { SiteOptions } from './site.js';
import { Store } from './state/store.js';
import type { ClientTemplate, GroupTemplate, IdentityPoolTemplate, PoolTemplate } from './templates.js';
import { AdjustableClock } from './test-controls/adjustable-clock.js';
import { KeyOutage } from './test-controls/key-outage.js';
import type { TriggerHandlers } from './triggers/trigger-event.js';

/** How an emulator is started; `Name` are the names of its app clients. */
export interface CognitoOptions<Name extends string = string> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The directory that keeps the state; without one it is in memory and is lost at the end. */
  readonly directory?: string | undefined;
  /** `us-east-1` by default. */
  readonly region?: string;
  readonly clock?: Clock;
  /** Functions in place of the Lambda functions of a real pool. */
  readonly triggers?: TriggerHandlers;
  /** The address of the Lambda Invoke API, for functions that pools name in LambdaConfig. */
  readonly lambdaEndpoint?: string | undefined;
  /** The first pool, its app clients by name, and its groups. They count when the pool, client or group is first created. */
  readonly pool?: Partial<PoolTemplate>;
  /** `{ web: {} }` by default: one public client. */
  readonly clients?: Readonly<Record<Name, Partial<ClientTemplate>>>;
  readonly groups?: readonly GroupTemplate[];
  readonly identityPool?: IdentityPoolTemplate;
}

/** An app client; a public one has no secret. */
export interface AppClient {
  readonly id: string;
  readonly secret?: string;
}

/** A running emulator: its address, and the ids that clients of its first pool need. */
export interface EmbeddedCognito<Name extends string = string> {
  readonly endpoint: string;
  readonly issuer: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly identityPoolId: string;
  readonly clients: Readonly<Record<Name, AppClient>>;
  /**
   * What the session token of temporary credentials says, and the secret key that belongs to it: for a stand-in of another
   * service, which has to check signatures. Undefined for a token that was not issued here.
   */
  readonly readCredentials: (
    sessionToken: string,
  ) => (CredentialSession & { readonly secretAccessKey: string }) | undefined;
  /** Answers the requests in flight, writes the state and closes the port. */
  stop(): Promise<void>;
}

/**
 * Starts the emulator on 127.0.0.1, with the ids, keys and users of earlier starts when `directory` holds them. Requests are
 * accepted at once; the first ones wait until the operations are loaded and the keys of a new pool are made.
 *
 * @throws PortTakenError when another process uses the port
 */
export async function startCognito<Name extends string = 'web'>(
  options: CognitoOptions<Name> = {},
): Promise<EmbeddedCognito<Name>> {
  const { region = 'us-east-1', lambdaEndpoint, pool = {}, groups = [], identityPool = {} } = options;
  const templates = options.clients ?? { web: {} };
  const clock = new AdjustableClock(options.clock ?? systemClock);
  const outage = new KeyOutage(systemClock);
  let site = (): Promise<Site> => Promise.reject(new Error('starting'));
  const server = createCognitoServer(() => site());
  // the port comes first: issuers contain it, and it keeps a second emulator off the same state
  const endpoint = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  try {
    const store = Store.open(options.directory);
    const installation = ensureInstallation(store, clock, { region, pool, clients: templates, groups });
    const { poolId: userPoolId, identityPoolId } = installation;
    const seal = new CredentialSeal(installation.sealKey);
    const triggers = { handlers: options.triggers ?? {}, lambdaEndpoint };
    const opening = afterThisTurn({
      ...{ store, region, clock, triggers, endpoint, outage, installation, identityPool, seal },
    });
    site = () => opening;
    return {
      ...{ endpoint, issuer: `${endpoint}/${userPoolId}`, region: installation.region, userPoolId, identityPoolId },
      readCredentials: (sessionToken) => {
        const session = seal.read(sessionToken);
        return session && { ...session, secretAccessKey: seal.secretKeyOf(session.accessKeyId) };
      },
      clients: appClients(installation) as Record<Name, AppClient>,
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

function appClients({ clients }: Installation): Record<string, AppClient> {
  return Object.fromEntries(
    [...clients].map(([name, { id, secret }]) => [name, secret === undefined ? { id } : { id, secret }]),
  );
}

/**
 * Opens the site in a later turn of the event loop, after the caller has the addresses: loading every operation and, for a new
 * pool, making its RSA keys take several times as long as everything before. Requests wait for it.
 */
function afterThisTurn(options: SiteOptions): Promise<Site> {
  const opening = new Promise((resolve) => setImmediate(resolve)).then(async () => {
    const { openSite } = await import('./site.js');
    return openSite(options);
  });
  // requests and `stop` see the failure; until then it is not an unhandled rejection
  opening.catch(() => undefined);
  return opening;
}
