import type { UserPool } from '../user-pool.js';
import type { AuthorizationCodes } from './authorization-codes.js';

/** What grants work with. */
export interface GrantServices {
  readonly pool: UserPool;
  readonly codes: AuthorizationCodes;
}

/** The members of a token answer (RFC 6749, section 5.1). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly token_type: 'Bearer';
}
