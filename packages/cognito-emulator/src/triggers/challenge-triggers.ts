import * as z from 'zod';
import { invalidParameter } from '../cognito-error.js';
import type { ClientConfiguration, PoolConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { Metadata } from './trigger-envelope.js';
import { envelope, userAttributes, withMetadata } from './trigger-envelope.js';
import type { TriggerName } from './trigger-event.js';
import type { TriggerRunner } from './trigger-runner.js';
import { invalidResponse } from './trigger-runner.js';

/** One challenge of a custom sign-in that has been answered. */
export interface ChallengeResult {
  readonly challengeName: 'CUSTOM_CHALLENGE' | 'PASSWORD_VERIFIER' | 'SRP_A';
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string | null;
}

/** Who signs in, with `user` undefined for a name that nobody has. */
export interface CustomSignIn {
  readonly userName: string;
  readonly user: User | undefined;
  readonly client: ClientConfiguration;
  readonly clientMetadata?: Metadata;
}

const defined = z.object({
  challengeName: z.enum(['CUSTOM_CHALLENGE', 'PASSWORD_VERIFIER']).nullish(),
  issueTokens: z.boolean().nullish(),
  failAuthentication: z.boolean().nullish(),
});
const parameters = z.record(z.string(), z.string()).nullish();
const created = z.object({
  publicChallengeParameters: parameters,
  privateChallengeParameters: parameters,
  challengeMetadata: z.string().nullish(),
});
const verified = z.object({ answerCorrect: z.boolean().nullish() });

/** The three triggers of CUSTOM_AUTH (AWS, "Custom authentication challenge Lambda triggers"; COGNITO L9). */
export class ChallengeTriggers {
  constructor(
    private readonly pool: PoolConfiguration,
    private readonly runner: TriggerRunner,
  ) {}

  /** What comes next, by what has been answered so far: at the start, nothing. */
  async define(signIn: CustomSignIn, session: readonly ChallengeResult[]): Promise<z.infer<typeof defined>> {
    const response = { challengeName: null, issueTokens: null, failAuthentication: null };
    return this.run('DefineAuthChallenge', signIn, { session }, response, defined);
  }

  /** A challenge; its private parameters never reach the client. */
  async create(signIn: CustomSignIn, session: readonly ChallengeResult[]): Promise<z.infer<typeof created>> {
    const request = { challengeName: 'CUSTOM_CHALLENGE', session };
    const response = { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null };
    return this.run('CreateAuthChallenge', signIn, request, response, created);
  }

  /** Whether an answer is right. */
  async verify(
    signIn: CustomSignIn,
    privateChallengeParameters: Readonly<Record<string, string>>,
    challengeAnswer: string,
  ): Promise<boolean> {
    const request = { privateChallengeParameters, challengeAnswer };
    const response = { answerCorrect: null };
    const answer = await this.run('VerifyAuthChallengeResponse', signIn, request, response, verified);
    return answer.answerCorrect === true;
  }

  private async run<S extends z.ZodType>(
    name: TriggerName,
    { userName, user, client, clientMetadata }: CustomSignIn,
    request: Readonly<Record<string, unknown>>,
    response: Readonly<Record<string, unknown>>,
    schema: S,
  ): Promise<z.infer<S>> {
    if (!this.runner.has(name)) {
      throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
    }
    const answer = await this.runner.run(name, {
      ...envelope(this.pool, '1', userName, client),
      triggerSource: `${name}_Authentication`,
      request: {
        userAttributes: user === undefined ? {} : userAttributes(user),
        ...request,
        userNotFound: user === undefined,
        ...withMetadata(clientMetadata),
      },
      response,
    });
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw invalidResponse();
    return parsed.data;
  }
}
