import * as z from 'zod';
import type { SignInServices } from '../../sign-in/sign-in-services.js';
import { authFlowNames, startSignIn } from '../../sign-in/sign-in.js';
import { clientMetadata, stringMap } from '../fields.js';
import { openClientOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const initiateAuth = openClientOperation({
  name: 'InitiateAuth',
  request: {
    AuthFlow: z.enum(authFlowNames),
    AuthParameters: stringMap.optional(),
    ClientMetadata: clientMetadata,
  },
  run(services: SignInServices, { AuthFlow, AuthParameters = {}, ClientMetadata }, client) {
    const step = { client, parameters: AuthParameters, validationData: ClientMetadata };
    return startSignIn(services, 'user', AuthFlow, step);
  },
});
