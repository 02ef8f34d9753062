import * as z from 'zod';
import type { SignInServices } from '../../sign-in/sign-in-services.js';
import { answerChallenge, challengeNames } from '../../sign-in/sign-in.js';
import { clientMetadata, session, stringMap } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export const adminRespondToAuthChallenge = adminOperation({
  name: 'AdminRespondToAuthChallenge',
  request: {
    ClientId: z.string().min(1).max(128),
    ChallengeName: z.enum(challengeNames),
    ChallengeResponses: stringMap.optional(),
    Session: session.optional(),
    ClientMetadata: clientMetadata,
  },
  run(services: SignInServices, { ClientId, ChallengeName, ChallengeResponses = {}, Session, ClientMetadata }) {
    const client = services.clients.withId(ClientId);
    const step = { client, parameters: ChallengeResponses, session: Session, clientMetadata: ClientMetadata };
    return answerChallenge(services, ChallengeName, step);
  },
});
