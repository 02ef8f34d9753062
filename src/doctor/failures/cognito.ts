import type { KnownFailure } from '../diagnosis.js';

const client = 'aws_cognito_user_pool_client';

/** What Cognito's own API says when signing up, signing in or refreshing fails. The first that fits is the diagnosis. */
export const cognitoFailures: readonly KnownFailure[] = [
  {
    code: 'secret_hash_missing',
    signs: ['SECRET_HASH was not received', 'SECRET_HASH is missing'],
    what: 'The app client has a secret, and the call came without SECRET_HASH.',
    why: 'A client with a secret must prove it on every call. Browsers and phones cannot keep one.',
    fix: `In a browser or phone use a client without a secret (${client}: generate_secret = false). On a server send SECRET_HASH = base64(HMAC-SHA256(secret, username + client id)).`,
  },
  {
    code: 'secret_hash_wrong',
    signs: ['unable to verify secret hash'],
    what: 'The SECRET_HASH does not fit.',
    // docs/cognito-facts.md#t3
    why: 'It was made with another secret, another client id or another user name. For a refresh the user name is `username` of the token (a UUID), not the e-mail.',
    fix: 'Compute it anew with the secret of this very client: base64(HMAC-SHA256(secret, username + client id)).',
  },
  {
    code: 'secret_hash_unexpected',
    signs: ['not configured for secret but secret hash was received'],
    what: 'The call has a SECRET_HASH, and the app client has no secret.',
    why: 'The client id is that of a public client.',
    fix: 'Leave SECRET_HASH out, or use the id of the server client.',
  },
  {
    code: 'flow_not_enabled',
    signs: ['flow not enabled for this client', 'auth flow*not enabled', 'auth flow*not supported'],
    what: 'The app client does not allow this way of signing in.',
    why: 'Each client lists its flows; web and mobile have SRP and refresh, the server client has ADMIN_USER_PASSWORD_AUTH.',
    // docs/cognito-facts.md#t12
    fix: `Use SRP, or add the flow to explicit_auth_flows of the ${client}. With refresh token rotation on, REFRESH_TOKEN_AUTH is refused: call GetTokensFromRefreshToken.`,
  },
  {
    code: 'user_disabled',
    signs: ['user is disabled'],
    what: 'The user is disabled in the user pool.',
    // docs/cognito-facts.md#a7
    why: 'An administrator disabled them.',
    fix: 'PATCH /v1/users/{userId} with {"status":"active"} enables them here and in the pool.',
  },
  {
    code: 'refresh_token_dead',
    signs: ['refresh token has been revoked', 'refresh token has expired', 'invalid refresh token'],
    what: 'The refresh token does not count any more.',
    why: 'It has expired (refresh_token_validity), was revoked, the user signed out everywhere, or it belongs to another client.',
    fix: `Sign in again. For longer sessions raise refresh_token_validity of the ${client}.`,
  },
  {
    code: 'access_token_dead',
    signs: ['access token has been revoked', 'access token has expired', 'invalid access token'],
    what: 'Cognito itself refuses the access token.',
    why: 'It has expired, or its sign-in was ended.',
    fix: 'Refresh the token, or sign in again.',
  },
  {
    code: 'self_service_scope_missing',
    signs: ['access token does not have required scopes'],
    what: 'Cognito refuses to act for the user: the access token lacks the scope aws.cognito.signin.user.admin.',
    // docs/cognito-facts.md#t7
    why: 'GetUser, UpdateUserAttributes, ChangePassword and the other operations for oneself need it. SRP sign-ins have it; OAuth sign-ins only when they ask for it.',
    fix: `Add aws.cognito.signin.user.admin to allowed_oauth_scopes of the ${client}, and to the scopes that the application asks for.`,
  },
  {
    code: 'too_many_passwords',
    signs: ['password attempts exceeded', 'TooManyFailedAttemptsException'],
    what: 'Too many wrong passwords.',
    why: 'Cognito locks the user for a time that grows from 1 second to 15 minutes.',
    fix: 'Wait, then reset the password (ForgotPassword) if it is not known.',
  },
  {
    code: 'unauthorized_attribute',
    signs: ['attempted to write unauthorized attribute'],
    what: 'The app client may not write an attribute that was sent.',
    // docs/cognito-facts.md#a1, docs/cognito-facts.md#a2
    why: 'custom:clinic_id and custom:role must not be writable: users could move themselves to another clinic.',
    fix: `Do not send it. Clinics and groups are changed by PATCH /v1/users/{userId}; never add it to write_attributes of the ${client}.`,
  },
  {
    code: 'schema_mismatch',
    signs: ['attributes did not conform to the schema', 'attribute does not exist in schema'],
    what: 'An attribute is not in the schema of the pool, is too long, or is required and missing.',
    // docs/cognito-facts.md#a3
    why: 'Custom attributes are sent with their prefix (custom:clinic_id) and cannot be added under another type later.',
    fix: 'Compare with the schema blocks of aws_cognito_user_pool; clinic_id is a string of at most 50 characters.',
  },
  {
    code: 'user_not_confirmed',
    signs: ['UserNotConfirmedException', 'user is not confirmed'],
    what: 'The user has not confirmed their address yet.',
    // docs/cognito-facts.md#a7
    why: 'Signing up sends a code; until it is entered nobody can sign in. This is not NotAuthorizedException.',
    fix: 'ConfirmSignUp with the code, ResendConfirmationCode for a new one; AdminConfirmSignUp for an administrator.',
  },
  {
    code: 'password_reset_required',
    signs: ['PasswordResetRequiredException', 'password reset required'],
    what: 'An administrator asked for a new password.',
    // docs/cognito-facts.md#a7
    why: 'AdminResetUserPassword was called, or the user was imported.',
    fix: 'ForgotPassword, then ConfirmForgotPassword with the code.',
  },
  {
    code: 'user_exists',
    signs: ['UsernameExistsException', 'AliasExistsException'],
    what: 'There is a user with this address.',
    why: 'Addresses are unique in a pool.',
    // docs/cognito-facts.md#a8
    fix: 'Sign in, or ForgotPassword. An invitation is sent again by AdminCreateUser with MessageAction=RESEND.',
  },
  {
    code: 'user_not_found',
    signs: ['UserNotFoundException'],
    what: 'The pool has no such user, and says so.',
    why: 'A stranger can find out who is registered. A public client that answers this has it switched off; Admin operations always say it.',
    fix: `Set prevent_user_existence_errors = "ENABLED" on the ${client}.`,
  },
  {
    code: 'code_wrong',
    signs: [
      'CodeMismatchException',
      'ExpiredCodeException',
      'invalid code provided',
      'invalid verification code provided',
    ],
    what: 'The code is wrong, used or too old.',
    why: 'Only the newest code counts, and for a limited time.',
    fix: 'ResendConfirmationCode or ForgotPassword for a new code. For TOTP check the clock of the phone.',
  },
  {
    code: 'password_policy',
    signs: ['InvalidPasswordException', 'password did not conform'],
    what: 'The password does not meet the policy.',
    why: 'At least 8 characters with upper case, lower case and a digit.',
    fix: 'Choose another one; the policy is password_policy of aws_cognito_user_pool.',
  },
  {
    code: 'too_many_requests',
    signs: ['TooManyRequestsException', 'LimitExceededException', 'rate exceeded', 'attempt limit exceeded'],
    what: 'A quota of Cognito is used up.',
    why: 'Quotas count for each category of operations in the account and region, and for codes to one user.',
    fix: 'Wait and retry with backoff; verify tokens locally instead of calling GetUser; ask for a higher quota in Service Quotas.',
  },
  {
    code: 'client_unknown',
    signs: ['user pool client*does not exist', 'user pool*does not exist'],
    what: 'There is no such user pool or app client in this region.',
    why: 'The id is that of another environment, or the region is another.',
    fix: 'Compare AWS_REGION, COGNITO_USER_POOL_ID and COGNITO_CLIENT_IDS with the outputs of Terraform.',
  },
  {
    code: 'permission_missing',
    signs: ['not authorized to perform: cognito-idp:', 'not authorized to perform cognito-idp:'],
    what: 'The role of the server may not call this operation of Cognito.',
    why: 'Changing users calls AdminGetUser, AdminEnableUser, AdminDisableUser, AdminAddUserToGroup, AdminRemoveUserFromGroup and AdminUserGlobalSignOut.',
    fix: 'Allow these on the ARN of the pool in the policy of the ECS task role.',
  },
];

/** Names that many causes share. They count only when nothing else in the text says more. */
export const unspecificFailures: readonly KnownFailure[] = [
  {
    code: 'not_authorized',
    signs: ['NotAuthorizedException', 'incorrect username or password'],
    what: 'Cognito refuses without saying which: wrong password, disabled user, revoked token or bad secret hash.',
    // docs/cognito-facts.md#a7
    why: 'It answers alike on purpose, so that nobody can find out who is registered.',
    fix: 'Check in this order: the password; Enabled in AdminGetUser; the client id and its SECRET_HASH; whether the token was revoked. An unconfirmed user is told apart: UserNotConfirmedException.',
  },
  {
    code: 'resource_not_found',
    signs: ['ResourceNotFoundException'],
    what: 'A service of AWS does not know what was asked for.',
    why: 'Cognito says so of a user pool or app client, DynamoDB of a table. The id or the region is that of another environment.',
    fix: 'Compare AWS_REGION, COGNITO_USER_POOL_ID, COGNITO_CLIENT_IDS and TABLE_NAME with the outputs of Terraform; the message names which.',
  },
  {
    code: 'aws_throttled',
    signs: ['ThrottlingException', 'Throttling:'],
    what: 'A service of AWS is throttling.',
    why: 'A quota or throughput is used up.',
    fix: 'Retry with backoff; the stack trace says whether it was Cognito or DynamoDB.',
  },
  {
    code: 'aws_permission_missing',
    signs: ['AccessDenied', 'is not authorized to perform:'],
    what: 'AWS does not allow the operation to these credentials.',
    why: 'The policy of the role lacks the action or the resource that the message names.',
    fix: 'Allow the action on that ARN in the policy of the role.',
  },
  {
    code: 'aws_request_invalid',
    signs: ['ValidationException', 'InvalidParameterException'],
    what: 'A service of AWS refused the parameters of a call.',
    why: 'The message after the name says which parameter and why.',
    fix: 'Give the whole message to the doctor, or compare the call with the reference of the operation.',
  },
];
