import * as z from 'zod';
import type { SignInServices } from '../../sign-in/sign-in-services.js';
import { authFlowNames, startSignIn } from '../../sign-in/sign-in.js';
import { clientMetadata, stringMap } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export const adminInitiateAuth = adminOperation({
  name: 'AdminInitiateAuth',
  request: {
    ClientId: z.string().min(1).max(128),
    AuthFlow: z.enum(authFlowNames),
    AuthParameters: stringMap.optional(),
    ClientMetadata: clientMetadata,
  },
  run(services: SignInServices, { ClientId, AuthFlow, AuthParameters = {}, ClientMetadata }) {
    const client = services.clients.withId(ClientId);
    const step = { client, parameters: AuthParameters, validationData: ClientMetadata };
    return startSignIn(services, 'admin', AuthFlow, step);
  },
});
