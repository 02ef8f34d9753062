/**
 * Every error name the emulator can answer with: Cognito's own, as its API reference lists them per operation, and the
 * protocol's (AWS JSON 1.1). A closed list, so that a misspelt name does not compile.
 */
export type CognitoErrorName =
  | 'AliasExistsException'
  | 'CodeMismatchException'
  | 'DuplicateProviderException'
  | 'EnableSoftwareTokenMFAException'
  | 'ExpiredCodeException'
  | 'GroupExistsException'
  | 'InternalErrorException'
  | 'InvalidIdentityPoolConfigurationException'
  | 'InvalidLambdaResponseException'
  | 'InvalidOAuthFlowException'
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'LimitExceededException'
  | 'MissingAuthenticationTokenException'
  | 'NotAuthorizedException'
  | 'PasswordResetRequiredException'
  | 'RefreshTokenReuseException'
  | 'RequestEntityTooLargeException'
  | 'ManagedLoginBrandingExistsException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException'
  | 'ScopeDoesNotExistException'
  | 'SerializationException'
  | 'SoftwareTokenMFANotFoundException'
  | 'UnexpectedLambdaException'
  | 'UnknownOperationException'
  | 'UnsupportedOperationException'
  | 'UnsupportedTokenTypeException'
  | 'UnsupportedUserStateException'
  | 'UserLambdaValidationException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'
  | 'UserPoolTaggingException'
  | 'UsernameExistsException'
  | 'ValidationException';

/** An answer that is an error: its AWS name, the text the caller reads, and the HTTP status (400 but for a few). */
export class CognitoError extends Error {
  override readonly name: CognitoErrorName;

  constructor(
    name: CognitoErrorName,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = name;
  }
}

/** Wrong password, disabled user, revoked token, bad secret hash (COGNITO A7). */
export function notAuthorized(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message);
}

/** A parameter is missing, malformed, or not allowed here. */
export function invalidParameter(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message);
}

/** A pool, client or group that does not exist. */
export function resourceNotFound(message: string): CognitoError {
  return new CognitoError('ResourceNotFoundException', message);
}

/** What a wrong password and an unknown user share, so that neither tells which (prevent_user_existence_errors). */
export function incorrectCredentials(): CognitoError {
  return notAuthorized('Incorrect username or password.');
}

/** What an unknown user name is answered with by clients that do not hide who has an account. */
export function unknownUsername(): CognitoError {
  return new CognitoError('UserNotFoundException', 'Username/client id combination not found.');
}
