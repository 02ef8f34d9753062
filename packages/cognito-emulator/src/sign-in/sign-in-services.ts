import type { Clients } from '../pool/clients.js';
import type { Messages } from '../messages/messages.js';
import type { Passwords } from '../pool/passwords.js';
import type { ClientConfiguration, PoolConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { Users } from '../pool/users.js';
import type { SoftwareTokens } from '../software-token/software-tokens.js';
import type { TokenIssuer } from '../tokens/token-issuer.js';
import type { UserSessions } from '../tokens/user-sessions.js';
import type { ChallengeTriggers } from '../triggers/challenge-triggers.js';
import type { Triggers } from '../triggers/triggers.js';
import type { AttemptLimiter } from '../pool/attempt-limiter.js';
import type { ChallengeSessions } from './challenge-sessions.js';

/** What flows and challenges work with. */
export interface SignInServices {
  readonly pool: PoolConfiguration;
  readonly users: Users;
  readonly clients: Clients;
  readonly passwords: Passwords;
  readonly attempts: AttemptLimiter;
  readonly softwareTokens: SoftwareTokens;
  readonly challengeSessions: ChallengeSessions;
  readonly userSessions: UserSessions;
  readonly tokenIssuer: TokenIssuer;
  readonly challengeTriggers: ChallengeTriggers;
  readonly triggers: Triggers;
  readonly messages: Messages;
}

/** The parameters of one step of a sign-in: AuthParameters or ChallengeResponses. */
export interface SignInStep {
  readonly client: ClientConfiguration;
  readonly parameters: Readonly<Record<string, string>>;
  readonly session?: string | undefined;
  /** Whether the user is at the hosted pages, which give a code for tokens later in place of the tokens. */
  readonly hosted?: boolean;
  /**
   * The ClientMetadata of InitiateAuth: it reaches PreAuthentication and UserMigration, as `validationData`, and no trigger
   * after them (API reference, InitiateAuth).
   */
  readonly validationData?: Readonly<Record<string, string>> | undefined;
  /** The ClientMetadata of an answer to a challenge. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Tokens (AuthenticationResultType), or the next challenge; at the hosted pages the user in place of tokens. */
export type SignInAnswer =
  | {
      readonly ChallengeParameters: Readonly<Record<string, string>>;
      readonly AuthenticationResult: {
        readonly AccessToken: string;
        /** Absent in sessions of the OAuth endpoints that did not ask for `openid`. */
        readonly IdToken?: string;
        readonly RefreshToken?: string;
        readonly ExpiresIn: number;
        readonly TokenType: 'Bearer';
      };
    }
  | {
      readonly ChallengeName: string;
      readonly ChallengeParameters: Readonly<Record<string, string>>;
      readonly Session?: string;
      readonly AvailableChallenges?: readonly string[];
    }
  | { readonly HostedUser: User };
