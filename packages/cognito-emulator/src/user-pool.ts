import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.js';
import { AttemptLimiter } from './pool/attempt-limiter.js';
import { ChallengeSessions } from './sign-in/challenge-sessions.js';
import { SoftwareTokens } from './software-token/software-tokens.js';
import type { Collection, Store } from './state/store.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { SigningKeys } from './tokens/signing-keys.js';
import { TokenIssuer } from './tokens/token-issuer.js';
import { UserSessions } from './tokens/user-sessions.js';
import { ChallengeTriggers } from './triggers/challenge-triggers.js';
import type { LambdaConfig } from './triggers/lambda-config.js';
import { describedLambdaConfig } from './triggers/lambda-config.js';
import type { TriggerSources } from './triggers/trigger-functions.js';
import { triggerFunctions } from './triggers/trigger-functions.js';
import { TriggerRunner } from './triggers/trigger-runner.js';
import { Triggers } from './triggers/triggers.js';
import { Clients } from './pool/clients.js';
import { Codes } from './pool/codes.js';
import { Groups } from './pool/groups.js';
import { IdentityProviders } from './pool/identity-providers.js';
import type { Mailbox } from './messages/mailbox.js';
import { Messages } from './messages/messages.js';
import { Passwords } from './pool/passwords.js';
import type { PoolConfiguration } from './pool/pool-configuration.js';
import { poolDefaults } from './pool/pool-configuration.js';
import { poolCollection, poolRecords } from './pool/pool-records.js';
import { Users } from './pool/users.js';

/** Everything that a user pool is made of. Operations name the parts they need: `Pick<UserPool, 'users' | 'groups'>`. */
export interface UserPool {
  /** The configuration as it is now; its parts see a change at once. */
  readonly pool: PoolConfiguration;
  /** Changes the configuration and keeps the change. */
  readonly reconfigure: (changes: PoolChanges) => void;
  /** Its triggers as clients are told them: Lambda functions, and those given at the start. */
  readonly lambdaConfig: () => LambdaConfig;
  readonly issuer: string;
  readonly clock: Clock;
  readonly users: Users;
  readonly groups: Groups;
  readonly clients: Clients;
  readonly identityProviders: IdentityProviders;
  /** Documents that are stored and described as sent: branding, log delivery, risk configurations. */
  readonly documents: <T>(kind: string) => Collection<T>;
  readonly passwords: Passwords;
  readonly codes: Codes;
  readonly messages: Messages;
  readonly attempts: AttemptLimiter;
  readonly softwareTokens: SoftwareTokens;
  readonly challengeSessions: ChallengeSessions;
  readonly userSessions: UserSessions;
  readonly signingKeys: SigningKeys;
  readonly accessTokens: AccessTokens;
  readonly tokenIssuer: TokenIssuer;
  readonly triggers: Triggers;
  readonly challengeTriggers: ChallengeTriggers;
}

export type PoolChanges = Partial<Omit<PoolConfiguration, 'createdAt' | 'id' | 'region'>>;

/** What all pools of one emulator share. */
export interface Surroundings {
  readonly store: Store;
  readonly region: string;
  readonly clock: Clock;
  readonly mailbox: Mailbox;
  readonly triggers: TriggerSources;
  /** The address that issuers begin with. */
  readonly endpoint: string;
}

/** Puts a pool together over its own collections of the store; its keys may still have to be made. */
export function openUserPool(
  configuration: PoolConfiguration,
  { store, clock, mailbox, triggers: sources, endpoint }: Surroundings,
): UserPool {
  const pool = { ...poolDefaults, ...configuration };
  const collection = <T>(kind: string): Collection<T> => poolCollection(store, pool.id, kind);
  const issuer = `${endpoint}/${pool.id}`;
  const users = new Users(collection('users'), clock);
  const clients = new Clients(collection('clients'), clock);
  const userSessions = new UserSessions(collection('user-sessions'), clock);
  const signingKeys = new SigningKeys(collection('signing-keys'), clock);
  const runner = new TriggerRunner(triggerFunctions(pool, sources), clock);
  const groups = new Groups(collection('groups'), clock);
  const triggers = new Triggers(pool, groups, runner);
  const attempts = new AttemptLimiter(clock);
  return {
    pool,
    reconfigure: (changes) => {
      const changed = { ...changes, modifiedAt: clock.now().toISOString() };
      poolRecords(store).put(pool.id, { ...pool, ...changed });
      Object.assign(pool, changed);
    },
    lambdaConfig: () => describedLambdaConfig(pool, sources.handlers),
    issuer,
    clock,
    users,
    clients,
    userSessions,
    signingKeys,
    triggers,
    groups,
    identityProviders: new IdentityProviders(collection('identity-providers'), clock),
    documents: (kind) => collection(kind),
    passwords: new Passwords(pool, clock, imitationKey(collection('secrets'))),
    codes: new Codes(collection('codes'), clock),
    messages: new Messages(mailbox, triggers),
    attempts,
    challengeTriggers: new ChallengeTriggers(pool, runner),
    softwareTokens: new SoftwareTokens(users, attempts, clock),
    challengeSessions: new ChallengeSessions(clients, clock),
    accessTokens: new AccessTokens(issuer, signingKeys, userSessions, users, clients, clock),
    tokenIssuer: new TokenIssuer(issuer, signingKeys, triggers, clock),
  };
}

/** The secret behind the made-up answers for unknown users, which have to stay the same across restarts. */
function imitationKey(secrets: Collection<string>): string {
  if (secrets.get('imitation') === undefined) secrets.put('imitation', randomBytes(32).toString('base64'));
  return secrets.get('imitation') ?? '';
}
