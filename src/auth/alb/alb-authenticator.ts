import { Inject, Injectable, Logger } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Clock } from '../../clock/clock.js';
import type { AlbSettings, Settings } from '../../config/settings.js';
import type { AppError } from '../../errors/app-error.js';
import { defaultKeyLimits } from '../keys/key-limits.js';
import { type UserPool, UserPools } from '../keys/user-pools.js';
import { refusal } from '../refusal.js';
import { maxTokenLength } from '../token/bearer-token.js';
import type { VerifiedToken } from '../token/verified-token.js';
import { type AlbAssertion, isSignedByAlb, readAlbAssertion } from './alb-assertion.js';
import { readAlbKey } from './alb-key-document.js';
import { AlbKeys } from './alb-keys.js';

const dataHeader = 'x-amzn-oidc-data';
const tokenHeader = 'x-amzn-oidc-accesstoken';
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The parts of an incoming request that matter here; Fastify's request has them. */
export interface AlbRequest {
  readonly method?: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The pair that a load balancer sends with a request of a user whom it signed in. */
export interface AlbCredentials {
  /** The pool's own access token, to be verified like any other. */
  readonly token: string;
  readonly assertion: AlbAssertion<UserPool>;
}

/**
 * Users whom an Application Load Balancer signed in (docs/cognito-facts.md#g3). Its own word has no groups, no scopes and
 * no sign-in, and the access token beside it says nothing of the load balancer; so both are asked for, and must be about
 * one user, one client and one pool. Without `ALB_ARN` its headers are nothing but headers, which anyone may send.
 */
@Injectable()
export class AlbAuthenticator {
  private readonly logger = new Logger(AlbAuthenticator.name);
  private readonly settings: AlbSettings | undefined;
  readonly keys: AlbKeys | undefined;

  constructor(
    config: ConfigService<Settings, true>,
    @Inject(UserPools) private readonly pools: Pick<UserPools, 'byIssuer'>,
    private readonly clock: Clock,
  ) {
    this.settings = config.get('auth', { infer: true }).alb;
    this.keys = this.settings && this.keysAt(this.settings.publicKeyBase);
  }

  /** Whether the request is to be judged by what a load balancer says: one is configured, and one of its headers is there. */
  concerns({ headers }: AlbRequest): boolean {
    return this.settings !== undefined && (headers[dataHeader] !== undefined || headers[tokenHeader] !== undefined);
  }

  /**
   * Takes the pair out of a request's headers and judges all of it that costs no cryptography.
   *
   * @throws AppError with a 401 code; `cross_site` for a change that another site made the user's browser ask for.
   */
  read(request: AlbRequest): AlbCredentials {
    const { headers } = request;
    if (this.settings === undefined) throw new Error('no load balancer is configured');
    // whose request it is must not depend on which of two is believed
    if (headers['authorization'] !== undefined)
      throw unclear('an Authorization header beside those of a load balancer');
    const [data, token] = [only(headers, dataHeader), only(headers, tokenHeader)];
    if (token.length > maxTokenLength) throw unclear(`a token of ${token.length} characters`);
    refuseCrossSite(request);
    const rules = { arn: this.settings.arn, poolsByIssuer: this.pools.byIssuer };
    return { token, assertion: readAlbAssertion(data, rules, this.clock.seconds()) };
  }

  /**
   * Ends the check, once the access token beside the assertion is verified: both are about the same user, and the load
   * balancer signed. A key that is not known is asked for only here, on behalf of somebody with a good token.
   *
   * @throws AppError `malformed`, `wrong_token_use`, `bad_signature`, `unknown_key`, or `keys_unavailable`.
   */
  async confirm(assertion: AlbAssertion<UserPool>, verified: VerifiedToken): Promise<void> {
    if (verified.tokenUse !== 'access')
      throw refusal('wrong_token_use', { reason: `${tokenHeader} is no access token` });
    if (
      verified.kind !== 'user' ||
      verified.sub !== assertion.sub ||
      verified.clientId !== assertion.clientId ||
      this.pools.byIssuer.get(verified.issuer) !== assertion.pool
    ) {
      throw unclear(`${dataHeader} and ${tokenHeader} differ in user, client or pool`);
    }
    if (this.keys === undefined) throw new Error('no load balancer is configured');
    const key = await this.keys.find(assertion.kid, assertion.sub);
    if (!isSignedByAlb(assertion, key)) {
      throw refusal('bad_signature', { reason: `${dataHeader} is not signed by the key ${assertion.kid}` });
    }
  }

  private keysAt(publicKeyBase: string): AlbKeys {
    return new AlbKeys({
      readKey: (kid) => readAlbKey(publicKeyBase, kid, defaultKeyLimits.read),
      clock: this.clock,
      random: Math.random,
      onOutage: (message) => {
        this.logger.warn(`The keys of the load balancer cannot be read from ${publicKeyBase}: ${message}`);
      },
      onRecovery: () => {
        this.logger.log('The keys of the load balancer can be read again');
      },
    });
  }
}

/** Node joins what was sent twice by a comma, and a Lambda event has a list then: neither is one token. */
function only(headers: AlbRequest['headers'], name: string): string {
  const value = headers[name];
  if (typeof value !== 'string' || value === '' || value.includes(',')) throw unclear(`not exactly one ${name}`);
  return value;
}

/**
 * A load balancer knows its users by a cookie, which a browser also sends when another site tells it to. So a change must come
 * from a page of this server: browsers say so in `Sec-Fetch-Site` (Fetch Metadata), and older ones by an `Origin` (RFC 6454)
 * that is the address which was asked. A client that sends neither is no browser. A link from elsewhere may be followed: it
 * changes nothing.
 */
function refuseCrossSite({ method = '', headers }: AlbRequest): void {
  if (safeMethods.has(method)) return;
  const { 'sec-fetch-site': site, origin } = headers;
  const isOwn = site === undefined ? origin === undefined || isOriginOf(headers['host'], origin) : isOwnSite(site);
  if (isOwn) return;
  throw refusal('cross_site', { reason: 'a change that another site asked for, with the cookie of the load balancer' });
}

const isOwnSite = (site: unknown): boolean => site === 'same-origin' || site === 'none';

/** Whether an `Origin` is that of the host that was asked; `null`, which sandboxed pages send, is nobody's. */
function isOriginOf(host: unknown, origin: unknown): boolean {
  if (typeof host !== 'string' || typeof origin !== 'string' || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}

const unclear = (reason: string): AppError =>
  refusal('malformed', { detail: 'The headers of the load balancer are not as it sends them.', reason });
