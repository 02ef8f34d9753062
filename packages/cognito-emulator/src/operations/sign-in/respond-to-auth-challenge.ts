import * as z from 'zod';
import type { SignInServices } from '../../sign-in/sign-in-services.js';
import { answerChallenge, challengeNames } from '../../sign-in/sign-in.js';
import { clientMetadata, session, stringMap } from '../fields.js';
import { openClientOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const respondToAuthChallenge = openClientOperation({
  name: 'RespondToAuthChallenge',
  request: {
    ChallengeName: z.enum(challengeNames),
    ChallengeResponses: stringMap.optional(),
    Session: session.optional(),
    ClientMetadata: clientMetadata,
  },
  run(services: SignInServices, { ChallengeName, ChallengeResponses = {}, Session, ClientMetadata }, client) {
    const step = { client, parameters: ChallengeResponses, session: Session, clientMetadata: ClientMetadata };
    return answerChallenge(services, ChallengeName, step);
  },
});
