import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { cognitoClient } from '../user-pool/cognito-client.js';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { type Group, groups } from '../auth/groups.js';
import type { Settings } from '../config/settings.js';
import { withDeadline } from '../clock/deadline.js';
import { AppError } from '../errors/app-error.js';
import { type DirectoryUser, UserDirectory } from './user-directory.js';

/** The SDK has no timeouts of its own. Cognito answers in some hundred milliseconds. */
const limits = { connectMs: 1_000, attemptMs: 2_000, attempts: 3, deadlineMs: 5_000 };

/**
 * Amazon Cognito as the directory. The address is the SDK's business (`AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER`). Users
 * are named by their `sub`, which every Admin operation accepts as the name of a local user.
 */
@Injectable()
export class CognitoUserDirectory extends UserDirectory implements OnApplicationShutdown {
  private readonly client: CognitoIdentityProviderClient;
  private readonly userPoolId: string;

  constructor(config: ConfigService<Settings, true>) {
    super();
    const [pool] = config.get('auth', { infer: true }).pools;
    this.userPoolId = pool.userPoolId;
    this.client = cognitoClient(pool.userPoolId, limits);
  }

  onApplicationShutdown(): void {
    this.client.destroy();
  }

  override async find(userId: string): Promise<DirectoryUser | undefined> {
    const command = new AdminGetUserCommand(this.user(userId));
    const found = await this.call((abortSignal) => this.client.send(command, { abortSignal }));
    return (
      found && {
        email: found.UserAttributes?.find(({ Name }) => Name === 'email')?.Value,
        confirmed: found.UserStatus !== 'UNCONFIRMED',
      }
    );
  }

  override async setEnabled(userId: string, enabled: boolean): Promise<void> {
    const user = this.user(userId);
    await this.call((abortSignal): Promise<unknown> =>
      enabled
        ? this.client.send(new AdminEnableUserCommand(user), { abortSignal })
        : this.client.send(new AdminDisableUserCommand(user), { abortSignal }),
    );
  }

  override async setGroups(userId: string, wanted: readonly Group[]): Promise<void> {
    // adding a member again and removing a stranger both succeed, so what they were before need not be known
    await Promise.all(groups.map((group) => this.setMembership(userId, group, wanted.includes(group))));
  }

  override async signOut(userId: string): Promise<void> {
    const command = new AdminUserGlobalSignOutCommand(this.user(userId));
    await this.call((abortSignal) => this.client.send(command, { abortSignal }));
  }

  private async setMembership(userId: string, GroupName: Group, isMember: boolean): Promise<void> {
    const membership = { ...this.user(userId), GroupName };
    await this.call((abortSignal): Promise<unknown> =>
      isMember
        ? this.client.send(new AdminAddUserToGroupCommand(membership), { abortSignal })
        : this.client.send(new AdminRemoveUserFromGroupCommand(membership), { abortSignal }),
    );
  }

  private user(userId: string) {
    return { UserPoolId: this.userPoolId, Username: userId };
  }

  /** @returns undefined when the pool has no such user */
  private async call<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      return await withDeadline(limits.deadlineMs, send);
    } catch (error) {
      if (error instanceof Error && error.name === 'UserNotFoundException') return undefined;
      throw new AppError('user_pool_unavailable', {
        detail: 'What is already in force here stays so; repeat the request to do the rest.',
        reason: error instanceof Error ? error.name : 'unknown',
        cause: error,
      });
    }
  }
}
