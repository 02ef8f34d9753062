import type { DefineAuthChallengeEvent, VerifyAuthChallengeEvent } from '../events/auth-challenge.schema.js';
import type { Trigger } from './trigger-step.js';

/** No custom sign-in is offered: whoever starts one is turned away, whatever they answered (fact L9). */
export const defineAuthChallengeTrigger: Trigger<DefineAuthChallengeEvent> = {
  steps: [
    {
      name: 'no-custom-sign-in',
      limitMs: 100,
      onFailure: 'not_offered',
      run: () => Promise.resolve({ issueTokens: false, failAuthentication: true }),
    },
  ],
};

/** Without a challenge no answer is right. */
export const verifyAuthChallengeTrigger: Trigger<VerifyAuthChallengeEvent> = {
  steps: [
    {
      name: 'no-right-answer',
      limitMs: 100,
      onFailure: 'not_offered',
      run: () => Promise.resolve({ answerCorrect: false }),
    },
  ],
};
