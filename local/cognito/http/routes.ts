import type { Mailbox } from '../pool/mailbox.js';
import type { UserPools } from '../pool/user-pools.js';
import { discoveryDocument } from './discovery.js';
import { messagesPage } from './messages-page.js';

/** What a GET answers: JSON, or a page. */
export interface Resource {
  readonly contentType: 'application/json' | 'text/html; charset=utf-8';
  readonly body: string;
  /** Whether pages of any origin may read it: what Cognito publishes, but not the mailbox. */
  readonly public: boolean;
}

/** Answers one address, or undefined when it is not its own. */
export type Route = (path: string, accept: string) => Resource | undefined;

/** The documents that Cognito publishes for each pool. */
export function wellKnownRoute(pools: UserPools): Route {
  return (path) => {
    const [, poolId = '', document = ''] = /^\/([\w-]+)\/\.well-known\/([a-z.-]+)$/.exec(path) ?? [];
    const pool = pools.find(poolId);
    if (pool === undefined) return undefined;
    if (document === 'jwks.json') return json(pool.signingKeys.jwks(), true);
    if (document === 'openid-configuration') return json(discoveryDocument(pool.issuer), true);
    return undefined;
  };
}

/** Every message "sent": a page for people, JSON for programs. */
export function messagesRoute(mailbox: Mailbox): Route {
  return (path, accept) => {
    if (path !== '/local/messages') return undefined;
    if (!accept.includes('text/html')) return json(mailbox.messages(), false);
    return { contentType: 'text/html; charset=utf-8', body: messagesPage(mailbox.messages()), public: false };
  };
}

function json(value: unknown, isPublic: boolean): Resource {
  return { contentType: 'application/json', body: JSON.stringify(value), public: isPublic };
}
