import * as z from 'zod';
import { isFunctionArn } from '../../triggers/lambda-function.js';

const functionArn = z.string().max(2048).refine(isFunctionArn, 'Invalid Lambda function ARN').optional();

/** LambdaConfigType: a Lambda function a trigger. */
export const lambdaConfig = z.looseObject({
  CreateAuthChallenge: functionArn,
  CustomMessage: functionArn,
  DefineAuthChallenge: functionArn,
  PostAuthentication: functionArn,
  PostConfirmation: functionArn,
  PreAuthentication: functionArn,
  PreSignUp: functionArn,
  PreTokenGeneration: functionArn,
  PreTokenGenerationConfig: z
    .looseObject({ LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0']), LambdaArn: functionArn })
    .optional(),
  UserMigration: functionArn,
  VerifyAuthChallengeResponse: functionArn,
});
