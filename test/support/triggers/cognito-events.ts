/** Whom an event is about, and where it comes from. */
export interface EventSubject {
  readonly sub: string;
  readonly email: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

export interface CognitoEvent {
  readonly version: string;
  readonly triggerSource: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

type Parts = Pick<CognitoEvent, 'triggerSource' | 'request' | 'response'> & { version?: string; clientId?: string };

/** An event with the envelope that all triggers share (docs/cognito-facts.md#l1). */
export function cognitoEvent(subject: EventSubject, { version = '1', clientId, ...parts }: Parts): CognitoEvent {
  return {
    version,
    region: subject.userPoolId.split('_')[0] ?? '',
    userPoolId: subject.userPoolId,
    userName: subject.sub,
    callerContext: { awsSdkVersion: 'aws-sdk-js-3.1000.0', clientId: clientId ?? subject.clientId },
    ...parts,
  };
}

const noClient = 'CLIENT_ID_NOT_APPLICABLE';

export function preSignUp(subject: EventSubject, by: string, attributes: Record<string, unknown> = {}): CognitoEvent {
  return cognitoEvent(subject, {
    triggerSource: `PreSignUp_${by}`,
    ...(by === 'AdminCreateUser' && { clientId: noClient }),
    request: {
      userAttributes: { email: subject.email, email_verified: 'False', ...attributes },
      validationData: null,
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
}

export function postConfirmation(subject: EventSubject, by: string, verified = 'true'): CognitoEvent {
  return cognitoEvent(subject, {
    triggerSource: `PostConfirmation_${by}`,
    request: { userAttributes: attributesOf(subject, verified) },
    response: {},
  });
}

export function tokenGeneration(subject: EventSubject, by: string, version: string, verified = 'true'): CognitoEvent {
  return cognitoEvent(subject, {
    version,
    triggerSource: `TokenGeneration_${by}`,
    request: {
      userAttributes: attributesOf(subject, verified),
      groupConfiguration: { groupsToOverride: ['clinic-staff'], iamRolesToOverride: [], preferredRole: null },
      ...(version !== '1' && { scopes: ['aws.cognito.signin.user.admin'] }),
    },
    response: version === '1' ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  });
}

/** A machine's token: version 3, no user (docs/cognito-facts.md#l6, docs/cognito-facts.md#t14). */
export function machineToken(subject: EventSubject): CognitoEvent {
  return cognitoEvent(subject, {
    version: '3',
    triggerSource: 'TokenGeneration_ClientCredentials',
    request: {
      userAttributes: {},
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes: ['portal/read'],
    },
    response: { claimsAndScopeOverrideDetails: null },
  });
}

export function preAuthentication(subject: EventSubject, userNotFound = false): CognitoEvent {
  return cognitoEvent(subject, {
    triggerSource: 'PreAuthentication_Authentication',
    request: { userAttributes: attributesOf(subject), validationData: null, userNotFound },
    response: {},
  });
}

export function customMessage(subject: EventSubject, by: string, verified = 'true'): CognitoEvent {
  return cognitoEvent(subject, {
    triggerSource: `CustomMessage_${by}`,
    ...(by === 'AdminCreateUser' && { clientId: noClient }),
    request: {
      userAttributes: attributesOf(subject, verified),
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: by === 'AdminCreateUser' ? '{username}' : null,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
}

const challengeSession = [{ challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: null }];

/** The triggers that leave the event as it is, or turn custom sign-ins away; one event for each of their sources. */
export function otherTriggers(subject: EventSubject): CognitoEvent[] {
  const userAttributes = attributesOf(subject);
  const event = (triggerSource: string, request: Record<string, unknown>, response: Record<string, unknown> = {}) =>
    cognitoEvent(subject, { triggerSource, request, response });
  const messages = [
    ...['SignUp', 'AdminCreateUser', 'ResendCode', 'ForgotPassword', 'UpdateUserAttribute', 'VerifyUserAttribute'],
    'Authentication',
  ].map((by) => customMessage(subject, by));
  const migrated = {
    ...{ userAttributes: null, forceAliasCreation: null, finalUserStatus: null, messageAction: null },
    desiredDeliveryMediums: null,
  };
  const undecided = { challengeName: null, issueTokens: null, failAuthentication: null };
  const unasked = { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null };
  return [
    ...messages,
    event('PostAuthentication_Authentication', { userAttributes, newDeviceUsed: false }),
    event('UserMigration_Authentication', { password: 'Right4Testing', validationData: null }, migrated),
    event('UserMigration_ForgotPassword', { validationData: null, userAttributes: null }, migrated),
    event('DefineAuthChallenge_Authentication', { userAttributes, session: [] }, undecided),
    event('DefineAuthChallenge_Authentication', { userAttributes, session: challengeSession }, undecided),
    event('CreateAuthChallenge_Authentication', { userAttributes, challengeName: 'X', session: [] }, unasked),
    event(
      'VerifyAuthChallengeResponse_Authentication',
      { userAttributes, privateChallengeParameters: {}, challengeAnswer: '5' },
      { answerCorrect: null },
    ),
  ];
}

function attributesOf({ sub, email }: EventSubject, verified = 'true'): Record<string, unknown> {
  return {
    sub,
    email,
    email_verified: verified,
    'cognito:user_status': 'CONFIRMED',
    // what a user wrote there themselves must count for nothing (docs/cognito-facts.md#a1, docs/cognito-facts.md#a2)
    'custom:clinic_id': 'CLN-OF-OTHERS',
    'custom:role': 'owner',
  };
}
