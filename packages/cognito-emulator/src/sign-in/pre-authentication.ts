import type { SignInServices, SignInStep } from './sign-in-services.js';

/**
 * Asks PreAuthentication, once in a sign-in and at its start: that is when its request still holds the client's validation data.
 * Throws the trigger's refusal.
 */
export async function preAuthenticate(
  { users, triggers }: SignInServices,
  { client, validationData }: SignInStep,
  userName: string,
): Promise<void> {
  await triggers.preAuthentication({ userName, user: users.find(userName), client, validationData });
}
