import type { PoolConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { TokenGenerationSource } from '../triggers/pre-token-generation.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { startSession } from './start-session.js';

/**
 * Goes on after the first factor: asks for a software token where the pool or the user wants one, for its registration where
 * the pool requires one and the user has none, or issues tokens.
 */
export async function afterFirstFactor(
  services: SignInServices,
  step: SignInStep,
  user: User,
  source: TokenGenerationSource,
): Promise<SignInAnswer> {
  if (needsSoftwareToken(services.pool, user)) return askForSoftwareToken(services, step, user, source);
  if (services.pool.mfaConfiguration === 'ON') return askForMfaSetup(services, step, user, source);
  return startSession(services, step, user, source);
}

/** Whether a user has to answer with a software token: a required one always, an optional one when they have turned it on. */
export function needsSoftwareToken({ mfaConfiguration }: PoolConfiguration, user: User): boolean {
  if (user.softwareToken === undefined || mfaConfiguration === 'OFF') return false;
  return mfaConfiguration === 'ON' || user.softwareTokenMfa !== undefined;
}

function askForSoftwareToken(
  { challengeSessions }: SignInServices,
  { client }: SignInStep,
  { username, softwareToken }: User,
  source: TokenGenerationSource,
): SignInAnswer {
  const challenge = 'SOFTWARE_TOKEN_MFA';
  return {
    ChallengeName: challenge,
    Session: challengeSessions.open({ challenge, username, clientId: client.id, memory: { source } }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: username,
      ...(softwareToken?.deviceName !== undefined && { FRIENDLY_DEVICE_NAME: softwareToken.deviceName }),
    },
  };
}

function askForMfaSetup(
  { challengeSessions }: SignInServices,
  { client }: SignInStep,
  { username }: User,
  source: TokenGenerationSource,
): SignInAnswer {
  const challenge = 'MFA_SETUP';
  return {
    ChallengeName: challenge,
    Session: challengeSessions.open({ challenge, username, clientId: client.id, memory: { source } }),
    ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: username },
  };
}
