import { invalidParameter } from '../cognito-error.js';
import type { ExplicitAuthFlow } from '../pool/pool-configuration.js';
import type { ChallengeName } from './challenge-sessions.js';
import { answerPassword, answerPasswordSrp, answerSelection, startChoice } from './choice-flow.js';
import { answerCustom, startCustom } from './custom-flow.js';
import { answerSoftwareToken, finishMfaSetup } from './mfa-challenges.js';
import { setNewPassword } from './new-password-challenge.js';
import { signInWithPassword } from './password-flow.js';
import { refresh } from './refresh-flow.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { startSrp, verifySrp } from './srp-flow.js';

type Run = (services: SignInServices, step: SignInStep) => SignInAnswer | Promise<SignInAnswer>;

/** Who starts a sign-in: the user's own client (InitiateAuth), or a server with AWS credentials (AdminInitiateAuth). */
export type Door = 'admin' | 'user';

interface Flow {
  readonly doors: readonly Door[];
  /** The flows of a client that allow it, of the current names and of those before them. */
  readonly allowedBy: readonly ExplicitAuthFlow[];
  /** What Cognito says when the client's ExplicitAuthFlows lack it; the words differ from flow to flow. */
  readonly refusal: string;
  readonly run: Run;
}

const legacyFlows = ['ADMIN_NO_SRP_AUTH', 'CUSTOM_AUTH_FLOW_ONLY', 'USER_PASSWORD_AUTH'] as const;

const refreshFlow: Flow = {
  doors: ['user', 'admin'],
  allowedBy: ['ALLOW_REFRESH_TOKEN_AUTH', ...legacyFlows],
  refusal: 'Auth flow not enabled for this client',
  run: refresh,
};

const adminPasswordFlow: Flow = {
  doors: ['admin'],
  allowedBy: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  refusal: 'Auth flow not enabled for this client',
  run: signInWithPassword,
};

const flows: Readonly<Partial<Record<AuthFlowName, Flow>>> = {
  USER_PASSWORD_AUTH: {
    doors: ['user'],
    allowedBy: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
    refusal: 'USER_PASSWORD_AUTH flow not enabled for this client',
    run: signInWithPassword,
  },
  USER_SRP_AUTH: {
    doors: ['user', 'admin'],
    // the legacy names add flows to SRP, but for the one that leaves nothing else
    allowedBy: ['ALLOW_USER_SRP_AUTH', 'ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH'],
    refusal: 'USER_SRP_AUTH is not enabled for the client.',
    run: startSrp,
  },
  ADMIN_USER_PASSWORD_AUTH: adminPasswordFlow,
  ADMIN_NO_SRP_AUTH: adminPasswordFlow,
  CUSTOM_AUTH: {
    doors: ['user', 'admin'],
    allowedBy: ['ALLOW_CUSTOM_AUTH', ...legacyFlows],
    refusal: 'CUSTOM_AUTH is not enabled for the client.',
    run: startCustom,
  },
  USER_AUTH: {
    doors: ['user', 'admin'],
    allowedBy: ['ALLOW_USER_AUTH'],
    refusal: 'USER_AUTH is not enabled for the client.',
    run: startChoice,
  },
  REFRESH_TOKEN_AUTH: refreshFlow,
  REFRESH_TOKEN: refreshFlow,
};

const challenges: Readonly<Record<ChallengeName, Run>> = {
  PASSWORD_VERIFIER: verifySrp,
  NEW_PASSWORD_REQUIRED: setNewPassword,
  SOFTWARE_TOKEN_MFA: answerSoftwareToken,
  MFA_SETUP: finishMfaSetup,
  CUSTOM_CHALLENGE: answerCustom,
  SELECT_CHALLENGE: answerSelection,
  PASSWORD: answerPassword,
  PASSWORD_SRP: answerPasswordSrp,
};

/** The challenges that requests may answer. */
export const challengeNames = Object.keys(challenges) as ChallengeName[];

/** The names that requests may give (AuthFlowType); those not in `flows` are known but not offered. */
export const authFlowNames = [
  'ADMIN_NO_SRP_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'CUSTOM_AUTH',
  'REFRESH_TOKEN',
  'REFRESH_TOKEN_AUTH',
  'USER_AUTH',
  'USER_PASSWORD_AUTH',
  'USER_SRP_AUTH',
] as const;

export type AuthFlowName = (typeof authFlowNames)[number];

/** Starts a sign-in; throws InvalidParameterException for a flow that the door or the client does not allow. */
export async function startSignIn(
  services: SignInServices,
  door: Door,
  flowName: AuthFlowName,
  step: SignInStep,
): Promise<SignInAnswer> {
  const flow = flows[flowName];
  if (flow === undefined) throw invalidParameter(`${flowName} is not enabled for the client.`);
  if (!flow.doors.includes(door)) throw invalidParameter('Initiate Auth method not supported');
  if (!step.client.explicitAuthFlows.some((allowed) => flow.allowedBy.includes(allowed))) {
    throw invalidParameter(flow.refusal);
  }
  return flow.run(services, step);
}

/** Answers a challenge of a sign-in under way. */
export async function answerChallenge(
  services: SignInServices,
  challengeName: ChallengeName,
  step: SignInStep,
): Promise<SignInAnswer> {
  return challenges[challengeName](services, step);
}
