/** The triggers that can be given, by their names in LambdaConfig. */
export type TriggerName =
  | 'CreateAuthChallenge'
  | 'CustomMessage'
  | 'DefineAuthChallenge'
  | 'PostAuthentication'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PreSignUp'
  | 'PreTokenGeneration'
  | 'UserMigration'
  | 'VerifyAuthChallengeResponse';

/** The envelope of every trigger event (COGNITO L1). */
export interface TriggerEvent {
  readonly version: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly triggerSource: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

/**
 * A trigger as a function: it gets the event and gives the whole event back, as a Lambda function would. The signal says that
 * nobody waits for the answer any more.
 */
export type TriggerHandler = (event: TriggerEvent, signal: AbortSignal) => Promise<unknown>;

export type TriggerHandlers = Readonly<Partial<Record<TriggerName, TriggerHandler>>>;
