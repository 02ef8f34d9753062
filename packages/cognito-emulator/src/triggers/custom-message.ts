import * as z from 'zod';
import { invalidResponse } from './trigger-runner.js';

/** What a message is for (AWS, "Custom message Lambda trigger sources"); `Authentication`, the code of SMS MFA, is not sent here. */
export type MessageSource =
  'AdminCreateUser' | 'ForgotPassword' | 'ResendCode' | 'SignUp' | 'UpdateUserAttribute' | 'VerifyUserAttribute';

/** What a trigger writes in place of the code, or the temporary password, and of the user's name. */
export const placeholders = { code: '{####}', link: '{##Click Here##}', username: '{username}' } as const;

/** The words of a trigger, with the placeholders in them; what is missing is worded by default. */
export interface MessageWording {
  readonly subject?: string;
  readonly body?: string;
}

// COGNITO L9
const worded = z.object({
  smsMessage: z.string().max(140).nullish(),
  emailMessage: z.string().max(20_000).nullish(),
  emailSubject: z.string().nullish(),
});

/**
 * Reads a trigger's answer. A body without the code, or in an invitation without the name, is not used, though its subject is:
 * so it was seen with real invitations (https://stackoverflow.com/questions/56865198). A message that is too long throws
 * InvalidLambdaResponseException; that this is its error is inferred.
 */
export function readWording(source: MessageSource, response: unknown): MessageWording {
  const parsed = worded.safeParse(response);
  if (!parsed.success) throw invalidResponse();
  const { emailMessage: body, emailSubject: subject } = parsed.data;
  const needed = source === 'AdminCreateUser' ? [placeholders.code, placeholders.username] : [placeholders.code];
  const usable = typeof body === 'string' && needed.every((placeholder) => body.includes(placeholder));
  return {
    ...(typeof subject === 'string' && subject !== '' && { subject }),
    ...(usable && { body }),
  };
}
