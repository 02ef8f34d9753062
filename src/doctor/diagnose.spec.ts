import { errorCodes } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';
import { diagnose } from './diagnose.js';
import { redirectAndTriggerFailures } from './redirect-and-trigger-failures.js';
import { signInFailures } from './sign-in-failures.js';

const codesFor = (text: string) => diagnose(text, { now: 1_000 }).map(({ code }) => code);

/** Texts as Cognito, its SDKs, gateways and JWT libraries write them. */
const texts: readonly (readonly [code: string, ...texts: string[]])[] = [
  [
    'secret_hash_missing',
    'NotAuthorizedException: Client 1example23456789 is configured with secret but SECRET_HASH was not received',
  ],
  ['secret_hash_wrong', 'NotAuthorizedException: Unable to verify secret hash for client 1example23456789'],
  [
    'secret_hash_unexpected',
    'NotAuthorizedException: Client 1example23456789 is not configured for secret but secret hash was received',
  ],
  [
    'flow_not_enabled',
    'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    'NotAuthorizedException: Auth flow not enabled for this client',
  ],
  ['user_disabled', 'NotAuthorizedException: User is disabled.', '{"status":401,"code":"user_disabled"}'],
  [
    'refresh_token_dead',
    'NotAuthorizedException: Refresh Token has been revoked',
    'NotAuthorizedException: Refresh Token has expired',
    'NotAuthorizedException: Invalid Refresh Token',
  ],
  [
    'access_token_dead',
    'NotAuthorizedException: Access Token has been revoked',
    'NotAuthorizedException: Access Token has expired',
  ],
  ['too_many_passwords', 'NotAuthorizedException: Password attempts exceeded', 'TooManyFailedAttemptsException'],
  ['unauthorized_attribute', 'NotAuthorizedException: A client attempted to write unauthorized attribute'],
  [
    'schema_mismatch',
    'InvalidParameterException: Attributes did not conform to the schema: custom:clinic_id: Attribute does not exist in schema.',
  ],
  ['user_not_confirmed', 'UserNotConfirmedException: User is not confirmed.'],
  ['password_reset_required', 'PasswordResetRequiredException: Password reset required for the user'],
  ['user_exists', 'UsernameExistsException: An account with the given email already exists.', 'AliasExistsException'],
  ['user_not_found', 'UserNotFoundException: User does not exist.'],
  [
    'code_wrong',
    'CodeMismatchException: Invalid verification code provided, please try again.',
    'ExpiredCodeException',
  ],
  ['password_policy', 'InvalidPasswordException: Password did not conform with policy: Password not long enough'],
  [
    'too_many_requests',
    'TooManyRequestsException: Rate exceeded',
    'LimitExceededException: Attempt limit exceeded, please try after some time.',
  ],
  [
    'client_unknown',
    'ResourceNotFoundException: User pool client 1example23456789 does not exist.',
    'ResourceNotFoundException: User pool us-east-1_Example does not exist.',
  ],
  [
    'permission_missing',
    'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/api/x is not authorized to perform: cognito-idp:AdminDisableUser on resource: arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Example',
  ],
  ['not_authorized', 'NotAuthorizedException: Incorrect username or password.', 'Incorrect username or password.'],
  [
    'redirect_mismatch',
    'https://portal.auth.us-east-1.amazoncognito.com/error?error=redirect_mismatch&client_id=1example23456789',
    'redirect_uri does not match, not allowed',
  ],
  [
    'cors_or_redirect',
    "Access to fetch at 'https://portal.auth.us-east-1.amazoncognito.com/login' has been blocked by CORS policy: amazoncognito",
    'CORS error: https://portal.auth.us-east-1.amazoncognito.com/oauth2/token',
  ],
  ['pre_sign_up_refused', 'UserLambdaValidationException: PreSignUp failed with error Domain not approved.'],
  [
    'trigger_failed',
    'UserLambdaValidationException: PostConfirmation failed with error Task timed out.',
    'PreTokenGeneration failed with error x.',
  ],
  ['trigger_unreachable', 'UnexpectedLambdaException: Unexpected error when calling the trigger'],
  ['trigger_answer_invalid', 'InvalidLambdaResponseException: Unrecognizable lambda output'],
  ['identity_pool_access_token', 'NotAuthorizedException: Invalid login token. Missing a required claim: aud'],
  [
    'identity_pool_login',
    'NotAuthorizedException: Invalid login token. Token expired: 1700000000 >= 1600000000',
    "NotAuthorizedException: Invalid login token. Issuer doesn't match providerName",
    'NotAuthorizedException: Token is not from a supported provider of this identity pool.',
  ],
  [
    'role_not_assumable',
    'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    'InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  ],
  [
    'audience_of_access_token',
    'JsonWebTokenError: jwt audience invalid. expected: 1example23456789',
    'Bearer error="invalid_token" error_description="the token has an invalid audience"',
  ],
  [
    'wrong_issuer',
    'JsonWebTokenError: jwt issuer invalid. expected: https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example/',
    '{"code":"wrong_issuer"}',
  ],
  ['expired', 'TokenExpiredError: jwt expired', '{"code":"expired"}'],
  [
    'unknown_key',
    "SigningKeyNotFoundError: Unable to find a signing key that matches 'abc='",
    'JWKSNoMatchingKey: no applicable key found in the JSON Web Key Set',
  ],
  ['invalid_grant', '{"error":"invalid_grant"}'],
  ['invalid_client', '{"error":"invalid_client"}'],
  ['unauthorized_client', '{"error":"unauthorized_client"}'],
  ['invalid_scope', 'error=invalid_scope&error_description=invalid_request'],
];

describe('the text of an error', () => {
  it.each(texts.flatMap(([code, ...each]) => each.map((text) => [code, text] as const)))('is %s: %s', (code, text) => {
    expect(codesFor(text)).toEqual([code]);
  });

  it('is shown here for every failure that the doctor knows', () => {
    const known = [...signInFailures, ...redirectAndTriggerFailures].map(({ code }) => code);
    expect(texts.map(([code]) => code)).toEqual(expect.arrayContaining(known));
  });

  it('is explained for every refusal of this API, by its code, its type or its title', () => {
    const refusals = errorCodes.filter((code) => [401, 403, 502, 503].includes(problemCatalogue[code].status));
    for (const code of refusals) {
      expect(codesFor(`{"status":401,"code":"${code}"}`)).toEqual([code]);
      expect(codesFor(`see urn:clinic-portal:problem:${code}`)).toEqual([code]);
      expect(codesFor(`the server said: ${problemCatalogue[code].title}`)).toEqual([code]);
    }
  });

  it('is told apart: an unconfirmed user is not NotAuthorizedException (A7), a callback address is not CORS (A6)', () => {
    expect(codesFor('NotAuthorizedException')).toEqual(['not_authorized']);
    expect(codesFor('UserNotConfirmedException')).toEqual(['user_not_confirmed']);
    expect(codesFor('CORS? the address bar says redirect_mismatch')).toEqual(['redirect_mismatch']);
  });

  it.each(['', 'hello', 'eyJ', 'a.b.c', '\u0000'.repeat(50)])('is unknown when it is %j', (text) => {
    expect(codesFor(text)).toEqual(['unknown']);
  });

  it('takes no time to speak of, however long and twisted it is', () => {
    const twisted = `${'redirect url '.repeat(5_000)}${'eyJ'.repeat(5_000)}${'.'.repeat(5_000)}`;
    expect(codesFor(twisted)).toHaveLength(1);
  });

  it('always comes with what, why and how to mend it', () => {
    for (const [, text = ''] of texts) {
      for (const { what, why, mend } of diagnose(text, { now: 0 })) {
        for (const sentence of [what, why, mend]) expect(sentence.length).toBeGreaterThan(10);
      }
    }
  });
});
