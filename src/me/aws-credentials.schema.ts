import * as z from 'zod';

export const awsCredentialsRequest = z
  .strictObject({ idToken: z.string().min(1).max(8_000).meta({ description: 'The ID token of the same sign-in' }) })
  .meta({ id: 'AwsCredentialsRequest' });

export const awsCredentials = z
  .object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    sessionToken: z.string(),
    expiresAt: z.string(),
    region: z.string(),
    bucket: z.string(),
    prefix: z.string().meta({ description: 'The only folder of the bucket that these credentials reach' }),
  })
  .meta({ id: 'AwsCredentials', description: 'Temporary AWS credentials for the folder of one user' });

export type AwsCredentialsRequest = z.output<typeof awsCredentialsRequest>;
export type AwsCredentials = z.output<typeof awsCredentials>;
