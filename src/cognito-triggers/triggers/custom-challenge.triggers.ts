import type { DefineAuthChallengeEvent, VerifyAuthChallengeEvent } from '../events/auth-challenge.schema.js';
import type { Trigger } from './trigger.js';

/** No custom sign-in is offered: every attempt is refused (docs/cognito-facts.md#l9). */
export const defineAuthChallengeTrigger: Trigger<DefineAuthChallengeEvent> = {
  limitMs: 100,
  onFailure: 'not_offered',
  run: () => Promise.resolve({ issueTokens: false, failAuthentication: true }),
};

/** Without a challenge no answer is right. */
export const verifyAuthChallengeTrigger: Trigger<VerifyAuthChallengeEvent> = {
  limitMs: 100,
  onFailure: 'not_offered',
  run: () => Promise.resolve({ answerCorrect: false }),
};
