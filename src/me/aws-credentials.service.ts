import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { UserPrincipal } from '../auth/principal/principal.js';
import { withDeadline } from '../clock/deadline.js';
import type { AwsCredentialSettings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import type { AwsCredentials } from './aws-credentials.schema.js';

export const awsCredentialSettings = Symbol('awsCredentialSettings');

/** The SDK has no timeouts of its own. Two calls have to fit into the deadline. */
const limits = { connectMs: 1_000, attemptMs: 2_000, attempts: 2, deadlineMs: 5_000 };

/** What the identity pool says of a token that it does not take, by name. */
const refusals: ReadonlySet<string> = new Set([
  'NotAuthorizedException',
  'InvalidParameterException',
  'ResourceConflictException',
]);

/**
 * Temporary AWS credentials of signed-in users (enhanced flow, docs/cognito-facts.md#i1). The role behind them reaches one
 * folder, by principal tags that come from claims which users cannot write (docs/cognito-facts.md#i2).
 */
@Injectable()
export class AwsCredentialsService implements OnApplicationShutdown {
  private readonly client: CognitoIdentityClient;

  constructor(@Inject(awsCredentialSettings) private readonly settings: AwsCredentialSettings) {
    const { identityPoolId } = settings;
    this.client = new CognitoIdentityClient({
      region: identityPoolId.slice(0, identityPoolId.indexOf(':')),
      maxAttempts: limits.attempts,
      requestHandler: {
        connectionTimeout: limits.connectMs,
        requestTimeout: limits.attemptMs,
        throwOnRequestTimeout: true,
      },
    });
  }

  onApplicationShutdown(): void {
    this.client.destroy();
  }

  /**
   * The identity pool verifies the ID token. What it cannot know is whose access token came with it: both have to be of the
   * same user.
   *
   * @throws AppError `id_token_refused`, `identity_pool_unavailable`
   */
  async exchange({ sub, issuer, clinicIds }: UserPrincipal, idToken: string): Promise<AwsCredentials> {
    const claims = claimsOf(idToken);
    if (claims?.['sub'] !== sub || claims['iss'] !== issuer) {
      throw new AppError('id_token_refused', { detail: 'The ID token is not one of the user who asks.' });
    }
    const [clinicId] = clinicIds;
    if (clinicId === undefined || claims['custom:clinic_id'] !== clinicId) {
      throw new AppError('id_token_refused', {
        detail: 'The ID token does not name the clinic of the user. Sign in again for a new one.',
      });
    }
    const credentials = await this.call((abortSignal) => this.credentialsFor(issuer, idToken, abortSignal));
    const { region, bucket } = this.settings;
    return { ...credentials, region, bucket, prefix: `clinics/${clinicId}/users/${sub}/` };
  }

  private async credentialsFor(issuer: string, idToken: string, abortSignal: AbortSignal) {
    const Logins = { [issuer.replace(/^https?:\/\//, '')]: idToken };
    const { IdentityId } = await this.client.send(
      new GetIdCommand({ IdentityPoolId: this.settings.identityPoolId, Logins }),
      { abortSignal },
    );
    const command = new GetCredentialsForIdentityCommand({ IdentityId, Logins });
    const { Credentials: given } = await this.client.send(command, { abortSignal });
    if (given?.AccessKeyId === undefined || given.SecretKey === undefined || given.SessionToken === undefined) {
      throw new Error('an answer without credentials');
    }
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretKey,
      sessionToken: given.SessionToken,
      expiresAt: (given.Expiration ?? new Date(0)).toISOString(),
    };
  }

  private async call<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await withDeadline(limits.deadlineMs, send);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      if (refusals.has(name)) {
        throw new AppError('id_token_refused', {
          detail: 'The identity pool does not take this ID token: it may have expired, or the sign-in has ended.',
          reason: name,
        });
      }
      throw new AppError('identity_pool_unavailable', { reason: name, cause: error });
    }
  }
}

/** The claims of a token whose signature somebody else checks. */
function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
