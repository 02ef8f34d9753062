import * as awsJwtVerify from 'aws-jwt-verify/error';
import { errors as jose } from 'jose';
import { errorCodes } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';
import { diagnose } from './diagnose.js';
import { cognitoFailures, unspecificFailures } from './failures/cognito.js';
import { dynamoDbFailures } from './failures/dynamodb.js';
import { gatewayFailures } from './failures/gateways.js';
import { jwtLibraryFailures } from './failures/jwt-libraries.js';
import { networkAndBrowserFailures } from './failures/network-and-browsers.js';
import { oauthAndTriggerFailures } from './failures/oauth-and-triggers.js';

const knownFailures = [
  ...oauthAndTriggerFailures,
  ...dynamoDbFailures,
  ...cognitoFailures,
  ...jwtLibraryFailures,
  ...gatewayFailures,
  ...networkAndBrowserFailures,
  ...unspecificFailures,
];

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
  ['self_service_scope_missing', 'NotAuthorizedException: Access Token does not have required scopes'],
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
  ['not_yet_valid', 'NotBeforeError: jwt not active'],
  ['wrong_client', 'CognitoJwtInvalidClientIdError: Client ID not allowed: 1example. Expected: 2example'],
  ['wrong_token_use', 'CognitoJwtInvalidTokenUseError: Token use not allowed: id. Expected: access'],
  ['group_missing', 'CognitoJwtInvalidGroupError: Cognito group not allowed: billing'],
  ['scope_missing', 'JwtInvalidScopeError: Scope not allowed: openid', '{"code":"scope_missing"}'],
  [
    'keys_not_read',
    'WaitPeriodNotYetEndedJwkError: Not allowed to fetch JWKS yet, still waiting',
    'JwksRateLimitError: Too many requests to the JWKS endpoint',
    'NonRetryableFetchError: Failed to fetch https://x/.well-known/jwks.json: Status code is 404',
  ],
  ['wrong_algorithm', 'JsonWebTokenError: invalid algorithm'],
  ['bad_signature', 'JsonWebTokenError: invalid signature', 'JwtInvalidSignatureError: Invalid signature'],
  ['missing_token', 'Error: No auth token', 'JsonWebTokenError: jwt must be provided'],
  ['verifier_key_missing', 'JsonWebTokenError: secret or public key must be provided'],
  ['malformed', 'JsonWebTokenError: jwt malformed', 'JsonWebTokenError: jwt signature is required'],
  ['claim_refused', 'JsonWebTokenError: jwt subject invalid. expected: x'],
  ['verifier_misused', 'ParameterValidationError: clientId must be provided or set to null explicitly'],
  ['token_not_accepted', 'JsonWebTokenError: invalid token', 'Bearer scope="" error="invalid_token"'],
  ['gateway_unauthorized', '{"message":"Unauthorized"}', '{"message": "Unauthorized"}'],
  ['gateway_no_route', '{"message":"Missing Authentication Token"}'],
  [
    'gateway_denied',
    '{"message":"Forbidden"}',
    '{"Message":"User is not authorized to access this resource with an explicit deny"}',
  ],
  ['gateway_token_expired', '{"message":"The incoming token has expired"}'],
  ['gateway_scope_missing', 'Bearer scope="portal/x" error="insufficient_scope"'],
  [
    'gateway_expects_signature',
    '{"message":"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256)"}',
    "Authorization header requires 'Credential' parameter.",
  ],
  ['gateway_throttled', '{"message":"Too Many Requests"}', '{"message":"Limit Exceeded"}'],
  ['gateway_timeout', '{"message": "Endpoint request timed out"}', '<h1>504 Gateway Time-out</h1>'],
  ['gateway_bad_answer', '{"message": "Internal server error"}', '<h1>502 Bad Gateway</h1>'],
  ['gateway_no_target', '<h1>503 Service Temporarily Unavailable</h1>'],
  [
    'cors_origin',
    "Access to fetch at 'http://127.0.0.1:3000/v1/me' from origin 'http://localhost:8080' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://127.0.0.1:3000/v1/me. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.',
    'Origin http://localhost:8080 is not allowed by Access-Control-Allow-Origin. Status code: 204',
  ],
  [
    'cors_header_or_method',
    "Access to fetch at 'http://127.0.0.1:3000/v1/me' from origin 'http://localhost:5173' has been blocked by CORS policy: Request header field x-trace is not allowed by Access-Control-Allow-Headers in preflight response.",
  ],
  [
    'cors_credentials',
    "has been blocked by CORS policy: The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.",
  ],
  [
    'key_server_unreachable',
    'Error: getaddrinfo ENOTFOUND cognito-idp.us-esat-1.amazonaws.com',
    'FetchError: https://keys.example/jwks.json: getaddrinfo EAI_AGAIN keys.example',
  ],
  ['host_not_found', 'Error: getaddrinfo ENOTFOUND portal.clinic.exmaple'],
  ['certificate_refused', 'Error: unable to get local issuer certificate UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
  ['connection_refused', 'connect ECONNREFUSED 127.0.0.1:3000'],
  ['no_answer', 'connect ETIMEDOUT 10.0.0.1:443'],
  ['fetch_failed', 'TypeError: Failed to fetch', 'NetworkError when attempting to fetch resource.'],
  [
    'table_missing',
    'ResourceNotFoundException: Requested resource not found',
    'ResourceNotFoundException: Cannot do operations on a non-existent table',
  ],
  ['resource_not_found', 'ResourceNotFoundException'],
  ['condition_failed', 'ConditionalCheckFailedException: The conditional request failed'],
  [
    'transaction_conflict',
    'TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]',
    'TransactionConflictException',
  ],
  [
    'transaction_cancelled',
    'TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [None, ThrottlingError]',
  ],
  [
    'dynamodb_throttled',
    'ProvisionedThroughputExceededException: The level of configured provisioned throughput for the table was exceeded.',
    'ThrottlingException: Rate of requests exceeds the allowed throughput. dynamodb',
  ],
  ['dynamodb_key_mismatch', 'ValidationException: The provided key element does not match the schema'],
  ['dynamodb_item_too_large', 'ValidationException: Item size has exceeded the maximum allowed size'],
  ['dynamodb_index_missing', 'ValidationException: The table does not have the specified index: GSI1'],
  [
    'dynamodb_permission_missing',
    'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/api/x is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/portal',
  ],
  ['aws_permission_missing', 'AccessDeniedException: User: x is not authorized to perform: s3:GetObject'],
  ['aws_credentials_expired', 'ExpiredTokenException: The security token included in the request is expired'],
  ['aws_credentials_invalid', 'UnrecognizedClientException: The security token included in the request is invalid.'],
  ['aws_credentials_missing', 'CredentialsProviderError: Could not load credentials from any providers'],
  ['store_unreachable', 'Error: getaddrinfo ENOTFOUND dynamodb.us-east-9.amazonaws.com'],
  ['aws_throttled', 'ThrottlingException'],
  ['aws_request_invalid', 'InvalidParameterException: Missing required parameter USERNAME'],
  ['invalid_grant', '{"error":"invalid_grant"}'],
  ['invalid_client', '{"error":"invalid_client"}'],
  ['unauthorized_client', '{"error":"unauthorized_client"}'],
  ['invalid_scope', 'error=invalid_scope&error_description=invalid_request'],
];

describe('the text of an error', () => {
  it.each(texts.flatMap(([code, ...each]) => each.map((text) => [code, text] as const)))('is %s: %s', (code, text) => {
    expect(codesFor(text)).toEqual([code]);
  });

  it('is recognised by every sign of every failure, on its own', () => {
    for (const { code, signs } of knownFailures) {
      for (const sign of signs)
        expect({ sign, codes: codesFor(sign.replace('*', ' x ')) }).toEqual({ sign, codes: [code] });
    }
  });

  it('is shown here for every failure that the doctor knows', () => {
    expect(texts.map(([code]) => code)).toEqual(expect.arrayContaining(knownFailures.map(({ code }) => code)));
  });

  it.each([...Object.keys(awsJwtVerify), 'JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError'])(
    'is explained by the name of the error alone: %s of aws-jwt-verify or jsonwebtoken',
    (name) => {
      expect(codesFor(name)).not.toEqual(['unknown']);
    },
  );

  it.each(
    Object.values(jose)
      .map(({ code }) => code)
      .filter((code) => !code.startsWith('ERR_JWE')),
  )('is explained by the code of the error alone: %s of jose', (code) => {
    expect(codesFor(code)).not.toEqual(['unknown']);
  });

  it('is explained for every refusal of this API, by its code, its type or its title', () => {
    for (const code of errorCodes) {
      expect(codesFor(`{"status":401,"code":"${code}"}`)).toEqual([code]);
      expect(codesFor(`see urn:clinic-portal:problem:${code}`)).toEqual([code]);
      expect(codesFor(`the server said: ${problemCatalogue[code].title}`)).toEqual([code]);
    }
  });

  it('is told apart: an unconfirmed user is not NotAuthorizedException, and a callback address is not CORS (docs/cognito-facts.md#a7, docs/cognito-facts.md#a6)', () => {
    expect(codesFor('NotAuthorizedException')).toEqual(['not_authorized']);
    expect(codesFor('UserNotConfirmedException')).toEqual(['user_not_confirmed']);
    expect(codesFor('CORS? the address bar says redirect_mismatch')).toEqual(['redirect_mismatch']);
  });

  it.each(['', 'hello', 'eyJ', 'a.b.c', '\u0000'.repeat(50)])('is unknown when it is %j', (text) => {
    expect(codesFor(text)).toEqual(['unknown']);
  });

  it('is searched once, however long and repetitive it is', () => {
    const twisted = `${'redirect url '.repeat(5_000)}${'eyJ'.repeat(5_000)}${'.'.repeat(5_000)}`;
    expect(codesFor(twisted)).toHaveLength(1);
  });

  it('always comes with what, why and how to fix it', () => {
    for (const [, text = ''] of texts) {
      for (const { what, why, fix } of diagnose(text, { now: 0 })) {
        for (const sentence of [what, why, fix]) expect(sentence.length).toBeGreaterThan(10);
      }
    }
  });
});
