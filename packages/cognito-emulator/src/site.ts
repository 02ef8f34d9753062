import { callOperation } from './http/aws-json.js';
import { wellKnownRoute } from './http/routes.js';
import type { Site } from './http/server.js';
import type { CredentialSeal } from './identity-pool/credentials.js';
import { IdentityPool } from './identity-pool/identity-pool.js';
import { callIdentityOperation, identityTargetPrefix } from './identity-pool/operations.js';
import { identityKeysRoute } from './identity-pool/well-known.js';
import type { Installation } from './installation.js';
import type { IdentityPoolTemplate } from './templates.js';
import { operations } from './operations/registry.js';
import { domains } from './pages/domain.js';
import { mailboxPage } from './pages/mailbox-page.js';
import { startPage } from './pages/start-page.js';
import { Mailbox } from './messages/mailbox.js';
import type { Surroundings } from './user-pool.js';
import { UserPools } from './user-pools.js';
import type { AdjustableClock } from './test-controls/adjustable-clock.js';
import type { KeyOutage } from './test-controls/key-outage.js';
import { testControlsRoute } from './test-controls/test-controls.js';

/** What an emulator serves, and over what. */
export interface SiteOptions extends Omit<Surroundings, 'mailbox'> {
  readonly clock: AdjustableClock;
  readonly outage: KeyOutage;
  readonly installation: Installation;
  readonly identityPool: IdentityPoolTemplate;
  readonly seal: CredentialSeal;
}

/**
 * Everything that an emulator answers, once every pool has its keys. To load this module is to load all operations, pages and
 * schemas.
 */
export async function openSite({
  outage,
  installation,
  identityPool: template,
  seal,
  ...rest
}: SiteOptions): Promise<Site> {
  const { store, clock, endpoint } = rest;
  const mailbox = new Mailbox(store.collection('messages'), clock);
  const pools = new UserPools({ ...rest, mailbox });
  const pool = pools.withId(installation.poolId);
  const identityPool = new IdentityPool(installation.identityPoolId, template, seal, store, pool, clock, endpoint);
  await pools.ready();
  return {
    call: (request) =>
      request.target?.startsWith(identityTargetPrefix) === true
        ? callIdentityOperation(identityPool, request)
        : callOperation(operations, pools, request),
    handlers: [
      outage.handler,
      wellKnownRoute(pools, { poolId: installation.poolId, address: endpoint }),
      startPage(pools),
      mailboxPage(mailbox),
      domains(pool, pools, operations),
      identityKeysRoute(identityPool),
      testControlsRoute({ pools, outage, clock, seal }),
    ],
  };
}
