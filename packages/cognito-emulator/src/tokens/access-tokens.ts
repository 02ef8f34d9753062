import type { Clock } from '../clock.js';
import { epochSeconds } from '../clock.js';
import { notAuthorized } from '../cognito-error.js';
import type { Clients } from '../pool/clients.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { Users } from '../pool/users.js';
import { verifyJwt } from './jwt.js';
import type { SigningKeys } from './signing-keys.js';
import type { UserSessions } from './user-sessions.js';

/** The scope that opens the user pool's own operations to a user (COGNITO T7). */
export const userAdminScope = 'aws.cognito.signin.user.admin';

/** Who calls an operation with their own access token. */
export interface Caller {
  readonly user: User;
  readonly client: ClientConfiguration;
  readonly sessionId: string;
}

/** A caller, and what their token is good for. */
export interface Holder extends Caller {
  readonly scopes: readonly string[];
}

/** Reads the access tokens that come back to the pool that issued them. */
export class AccessTokens {
  constructor(
    private readonly issuer: string,
    private readonly keys: SigningKeys,
    private readonly sessions: UserSessions,
    private readonly users: Users,
    private readonly clients: Clients,
    private readonly clock: Clock,
  ) {}

  /** The caller behind a token; throws NotAuthorizedException when it is forged, expired, revoked, or of too little scope. */
  callerOf(token: string): Caller {
    return this.holderOf(token, userAdminScope);
  }

  /** As `callerOf`, for what another scope opens. */
  holderOf(token: string, scope: string): Holder {
    const claims = verifyJwt(this.keys, token);
    if (claims?.['iss'] !== this.issuer || claims['token_use'] !== 'access')
      throw notAuthorized('Invalid Access Token');
    if (Number(claims['exp']) <= epochSeconds(this.clock)) throw notAuthorized('Access Token has expired');
    const scopes = String(claims['scope']).split(' ');
    if (!scopes.includes(scope)) {
      throw notAuthorized('Access Token does not have required scopes');
    }
    const sessionId = String(claims['origin_jti']);
    if (!this.sessions.isLive(sessionId)) throw notAuthorized('Access Token has been revoked');
    const user = this.users.named(String(claims['username']));
    if (!user.enabled) throw notAuthorized('User is disabled.');
    return { user, client: this.clients.withId(String(claims['client_id'])), sessionId, scopes };
  }
}
