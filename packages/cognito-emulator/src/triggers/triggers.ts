import * as z from 'zod';
import type { Attributes } from '../pool/attributes.js';
import type { ClientConfiguration, PoolConfiguration } from '../pool/pool-configuration.js';
import { type GroupConfiguration, type Groups, noGroups } from '../pool/groups.js';
import type { User } from '../pool/user.js';
import type { TokenGenerationSource, TokenOverrides } from './pre-token-generation.js';
import { emptyResponse, readOverrides } from './pre-token-generation.js';
import type { MessageSource, MessageWording } from './custom-message.js';
import { placeholders, readWording } from './custom-message.js';
import type { Metadata } from './trigger-envelope.js';
import { envelope, userAttributes, withMetadata } from './trigger-envelope.js';
import type { TriggerRunner } from './trigger-runner.js';
import { invalidResponse } from './trigger-runner.js';
import type { Migration, MigrationSubject } from './user-migration.js';
import { noMigration, readMigration } from './user-migration.js';

/** Who is about to be a user, and how. */
export interface SignUpSubject {
  readonly source: 'AdminCreateUser' | 'SignUp';
  readonly username: string;
  readonly attributes: Attributes;
  readonly client?: ClientConfiguration;
  readonly validationData?: Metadata;
  readonly clientMetadata?: Metadata;
}

/** What PreSignUp makes of them. */
export interface SignUpDecision {
  readonly autoConfirm: boolean;
  readonly autoVerifyEmail: boolean;
  readonly autoVerifyPhone: boolean;
}

export interface ConfirmationSubject {
  readonly source: 'ConfirmForgotPassword' | 'ConfirmSignUp';
  readonly user: User;
  readonly client?: ClientConfiguration;
  readonly clientMetadata?: Metadata;
}

export interface TokenGenerationSubject {
  readonly source: TokenGenerationSource;
  readonly user: User;
  readonly client: ClientConfiguration;
  readonly session: { readonly scopes: readonly string[] };
  readonly clientMetadata?: Metadata;
}

/** Who tries to sign in, or, with `user` undefined, as whom. */
export interface SignInAttempt {
  readonly userName: string;
  readonly user: User | undefined;
  readonly client: ClientConfiguration;
  readonly validationData?: Metadata;
}

/** Who has signed in. */
export interface SignedIn {
  readonly user: User;
  readonly client: ClientConfiguration;
  readonly clientMetadata?: Metadata;
}

/** To whom a message goes, and why. */
export interface MessageSubject {
  readonly source: MessageSource;
  readonly user: User;
  readonly client?: ClientConfiguration;
  readonly clientMetadata?: Metadata;
}

/** A client that asks for a token of its own. */
export interface ClientSubject {
  readonly client: ClientConfiguration;
  readonly scopes: readonly string[];
  readonly clientMetadata?: Metadata;
}

const signUpResponse = z.object({
  autoConfirmUser: z.boolean().nullish(),
  autoVerifyEmail: z.boolean().nullish(),
  autoVerifyPhone: z.boolean().nullish(),
});

/** Where the pool asks its triggers; each method builds the event of COGNITO L1 to L8 and reads the answer. */
export class Triggers {
  constructor(
    private readonly pool: PoolConfiguration,
    private readonly groups: Pick<Groups, 'configurationOf'>,
    private readonly runner: TriggerRunner,
  ) {}

  /** Before a user is created; a function that throws refuses them. Its flags count for SignUp only (COGNITO L3). */
  async preSignUp(subject: SignUpSubject): Promise<SignUpDecision> {
    const response = await this.runner.run('PreSignUp', {
      ...envelope(this.pool, '1', subject.username, subject.client),
      triggerSource: `PreSignUp_${subject.source}`,
      request: {
        userAttributes: subject.attributes,
        validationData: subject.validationData ?? null,
        ...withMetadata(subject.clientMetadata),
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
    const flags = signUpResponse.safeParse(response);
    if (!flags.success) throw invalidResponse();
    const counts = subject.source === 'SignUp';
    return {
      autoConfirm: counts && flags.data.autoConfirmUser === true,
      autoVerifyEmail: counts && flags.data.autoVerifyEmail === true,
      autoVerifyPhone: counts && flags.data.autoVerifyPhone === true,
    };
  }

  /** After a user has confirmed; never for those an administrator created (COGNITO L5). */
  async postConfirmation(subject: ConfirmationSubject): Promise<void> {
    await this.runner.run('PostConfirmation', {
      ...envelope(this.pool, '1', subject.user.username, subject.client),
      triggerSource: `PostConfirmation_${subject.source}`,
      request: { userAttributes: userAttributes(subject.user), ...withMetadata(subject.clientMetadata) },
      response: {},
    });
  }

  /**
   * Before a password or a proof of it is looked at; a function that throws refuses the sign-in. For a name that nobody has it
   * runs only where the client hides who has an account (AWS, "Pre authentication Lambda trigger").
   */
  async preAuthentication({ userName, user, client, validationData }: SignInAttempt): Promise<void> {
    const hides = client.preventUserExistenceErrors === 'ENABLED';
    if (user === undefined && !hides) return;
    await this.runner.run('PreAuthentication', {
      ...envelope(this.pool, '1', user?.username ?? userName, client),
      triggerSource: 'PreAuthentication_Authentication',
      request: {
        userAttributes: user === undefined ? {} : userAttributes(user),
        validationData: validationData ?? null,
        ...(hides && { userNotFound: user === undefined }),
      },
      response: {},
    });
  }

  /** After the last factor, before tokens; a function that throws leaves the user without any. */
  async postAuthentication({ user, client, clientMetadata }: SignedIn): Promise<void> {
    await this.runner.run('PostAuthentication', {
      ...envelope(this.pool, '1', user.username, client),
      triggerSource: 'PostAuthentication_Authentication',
      request: { userAttributes: userAttributes(user), newDeviceUsed: false, ...withMetadata(clientMetadata) },
      response: {},
    });
  }

  /** Whether there is a function to ask about users whom the pool does not know. */
  canMigrate(): boolean {
    return this.runner.has('UserMigration');
  }

  /** Asks about somebody whom the pool does not know; the password is in the event at sign-in only (COGNITO L9). */
  async userMigration(subject: MigrationSubject): Promise<Migration | undefined> {
    const { source, userName, password, client, validationData, clientMetadata } = subject;
    const response = await this.runner.run('UserMigration', {
      ...envelope(this.pool, '1', userName, client),
      triggerSource: `UserMigration_${source}`,
      request: {
        ...(source === 'Authentication' && { password }),
        validationData: validationData ?? null,
        ...withMetadata(clientMetadata),
      },
      response: noMigration,
    });
    return readMigration(response);
  }

  /** Before a message goes out: how to word it. */
  async customMessage({ source, user, client, clientMetadata }: MessageSubject): Promise<MessageWording> {
    const response = await this.runner.run('CustomMessage', {
      ...envelope(this.pool, '1', user.username, client),
      triggerSource: `CustomMessage_${source}`,
      request: {
        userAttributes: userAttributes(user),
        codeParameter: placeholders.code,
        linkParameter: placeholders.link,
        usernameParameter: source === 'AdminCreateUser' ? placeholders.username : null,
        ...withMetadata(clientMetadata),
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    });
    return readWording(source, response);
  }

  /** Before each issue of tokens: what to change in them. */
  async preTokenGeneration(subject: TokenGenerationSubject): Promise<TokenOverrides> {
    const version = this.pool.preTokenGenerationVersion;
    const { user, client, session } = subject;
    const groups = this.groups.configurationOf(user.groups);
    const response = await this.runner.run('PreTokenGeneration', {
      ...envelope(this.pool, version.slice(1, 2), user.username, client),
      triggerSource: `TokenGeneration_${subject.source}`,
      request: {
        userAttributes: userAttributes(user),
        groupConfiguration: groupConfiguration(groups),
        ...(version !== 'V1_0' && { scopes: session.scopes }),
        ...withMetadata(subject.clientMetadata),
      },
      response: emptyResponse(version),
    });
    return readOverrides(version, response, groups);
  }

  /**
   * Before a token of a client itself: only a pool whose version is V3_0 asks (COGNITO L6). That the event's user name is the
   * client's id, as the token's `sub` is, is inferred.
   */
  async clientTokenGeneration({ client, scopes, clientMetadata }: ClientSubject): Promise<TokenOverrides> {
    const version = this.pool.preTokenGenerationVersion;
    if (version !== 'V3_0') return readOverrides(version, {}, noGroups);
    const response = await this.runner.run('PreTokenGeneration', {
      ...envelope(this.pool, '3', client.id, client),
      triggerSource: 'TokenGeneration_ClientCredentials',
      request: {
        userAttributes: {},
        groupConfiguration: groupConfiguration(noGroups),
        scopes,
        ...withMetadata(clientMetadata),
      },
      response: emptyResponse(version),
    });
    return readOverrides(version, response, noGroups);
  }
}

function groupConfiguration({ groups, roles, preferredRole }: GroupConfiguration) {
  return { groupsToOverride: groups, iamRolesToOverride: roles, preferredRole: preferredRole ?? null };
}
