import type { KnownFailure } from '../diagnosis.js';

const client = 'aws_cognito_user_pool_client';

/**
 * What jsonwebtoken, passport-jwt, jwks-rsa, aws-jwt-verify and jose say, and API Gateway in WWW-Authenticate. Names that stand
 * for several causes come last.
 */
export const jwtLibraryFailures: readonly KnownFailure[] = [
  {
    code: 'expired',
    signs: [
      'jwt expired',
      'maxAge exceeded',
      'token has expired',
      'token is expired',
      'token expired at',
      'TokenExpiredError',
      'JwtExpiredError',
      'ERR_JWT_EXPIRED',
    ],
    what: 'The token has expired.',
    why: 'Access and ID tokens live for an hour here.',
    fix: `Refresh it before its exp. The life is access_token_validity of the ${client}.`,
  },
  {
    code: 'not_yet_valid',
    signs: ['jwt not active', 'NotBeforeError', 'JwtNotBeforeError', 'token not yet valid'],
    what: 'The token is not valid yet.',
    why: 'Its nbf or iat lies in the future: the clock of the machine that checks it is behind.',
    fix: 'Let the host synchronise its clock.',
  },
  {
    code: 'audience_of_access_token',
    signs: [
      'jwt audience invalid',
      'invalid audience',
      'audience is not allowed',
      'audience not allowed',
      'unexpected "aud"',
      'unexpected aud',
      'missing "aud"',
      'JwtInvalidAudienceError',
    ],
    what: 'The audience of a token was compared, and found wrong or missing.',
    // docs/cognito-facts.md#t1, docs/cognito-facts.md#t4
    why: 'An access token has no `aud`; its client is in `client_id`.',
    fix: 'This API checks client_id: set COGNITO_CLIENT_IDS. In an HTTP API authorizer put the client id into jwt_configuration.audience (it accepts client_id). With passport-jwt leave `audience` out.',
  },
  {
    code: 'wrong_client',
    signs: ['CognitoJwtInvalidClientIdError', 'client id not allowed'],
    what: 'The token was issued to another app client than the expected ones.',
    // docs/cognito-facts.md#t4
    why: 'An access token names its client in client_id, an ID token in aud.',
    fix: 'Add the client id to clientId of the verifier, and to COGNITO_CLIENT_IDS of this API, if it is to be let in.',
  },
  {
    code: 'wrong_token_use',
    signs: ['CognitoJwtInvalidTokenUseError', 'token use not allowed'],
    what: 'An ID token was sent where an access token is expected, or the other way round.',
    // docs/cognito-facts.md#t5
    why: 'The verifier compares token_use. This API takes access tokens.',
    fix: 'Send the access token to APIs; keep the ID token in the application.',
  },
  {
    code: 'group_missing',
    signs: ['CognitoJwtInvalidGroupError'],
    what: 'The user is in none of the groups that the verifier expects.',
    // docs/cognito-facts.md#t10
    why: 'For a user without groups cognito:groups is absent. New groups come with the next token.',
    fix: 'PATCH /v1/users/{userId} with all groups of the user, then refresh the token.',
  },
  {
    code: 'scope_missing',
    signs: ['JwtInvalidScopeError'],
    what: 'The token lacks a scope that the verifier expects.',
    // docs/cognito-facts.md#t7
    why: 'Tokens of SRP sign-ins have only aws.cognito.signin.user.admin.',
    fix: `Get the token from the OAuth endpoints with that scope; it must be in allowed_oauth_scopes of the ${client}.`,
  },
  {
    code: 'wrong_issuer',
    signs: [
      'jwt issuer invalid',
      'issuer not allowed',
      'issuer is not allowed',
      'issuer invalid',
      'issuer mismatch',
      'issuer is invalid',
      'invalid issuer',
      'unexpected "iss"',
      'JwtInvalidIssuerError',
    ],
    what: 'The issuer of the token is not the expected one.',
    // docs/cognito-facts.md#t8
    why: 'It must be equal to the letter: https, region, pool id, no slash at the end. Cognito has two forms of it.',
    fix: 'COGNITO_ISSUER = https://cognito-idp.{region}.amazonaws.com/{pool id}, or leave it unset: then both official forms count.',
  },
  {
    code: 'unknown_key',
    signs: [
      'unable to find a signing key',
      'no applicable key found',
      'SigningKeyNotFoundError',
      'JWKSNoMatchingKey',
      'ERR_JWKS_NO_MATCHING_KEY',
      'KidNotFoundInJwksError',
      'JwtWithoutValidKidError',
      'AlbJwksNotExposedError',
    ],
    what: 'No key of the key set has the kid of the token.',
    // docs/cognito-facts.md#t6
    why: 'The token comes from another pool, or the keys that were read are old. ID and access tokens carry different kids.',
    fix: 'Check COGNITO_JWKS_URI and COGNITO_USER_POOL_ID; both must belong to the issuer of the token.',
  },
  {
    code: 'keys_not_read',
    signs: [
      'WaitPeriodNotYetEndedJwkError',
      'JwksRateLimitError',
      'JwksNotAvailableInCacheError',
      'JwksError',
      'JwksValidationError',
      'JwkValidationError',
      'JwkInvalidUseError',
      'JwkInvalidKtyError',
      'NonRetryableFetchError',
      'ERR_JWKS_TIMEOUT',
      'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
      'ERR_JWKS_INVALID',
      'failed to fetch*jwks.json',
      'expected 200 ok from the json web key set',
    ],
    what: 'A JWT library could not read the key set, or may not ask for it again yet.',
    // docs/cognito-facts.md#k1
    why: 'The key server does not answer or answers something else, or an unknown kid has used up what the library may ask.',
    fix: 'Open the address of the key set from the same machine. Answer 503, not 401, while keys are missing.',
  },
  {
    code: 'wrong_algorithm',
    signs: [
      'invalid algorithm',
      'JwtInvalidSignatureAlgorithmError',
      'ERR_JOSE_ALG_NOT_ALLOWED',
      'please specify "none" in "algorithms"',
      'secretOrPublicKey must be a symmetric key',
    ],
    what: 'The token is signed with another algorithm than the expected one.',
    why: 'Cognito signs with RS256. HS256 or none is what forged tokens carry.',
    fix: 'Set algorithms to ["RS256"]; if the token was meant to be one of the pool, treat it as an attack.',
  },
  {
    code: 'bad_signature',
    signs: [
      'invalid signature',
      'signature verification failed',
      'JwtInvalidSignatureError',
      'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      'the signature is invalid',
    ],
    what: 'The signature does not belong to the token.',
    why: 'The token was changed or cut off, or is compared with the key of another pool.',
    fix: 'Send the token exactly as Cognito gave it, and compare the address of the key set with its issuer.',
  },
  {
    code: 'missing_token',
    signs: ['No auth token', 'jwt must be provided', 'jwt must be a string'],
    what: 'No token arrived.',
    why: 'The header is missing or has another scheme, or a proxy took it away.',
    fix: 'Send "Authorization: Bearer <access token>"; let the proxy pass it on.',
  },
  {
    code: 'verifier_key_missing',
    signs: ['secret or public key must be provided', 'secretOrPublicKey', 'error in secret or public key callback'],
    what: 'The verifier has no usable key.',
    why: 'A secret was configured where the public key of the pool belongs, or reading the key failed.',
    fix: 'Let the verifier read the keys from {issuer}/.well-known/jwks.json (jwks-rsa, aws-jwt-verify).',
  },
  {
    code: 'malformed',
    signs: [
      'jwt malformed',
      'jwt signature is required',
      'JwtParseError',
      'ERR_JWT_INVALID',
      'ERR_JWS_INVALID',
      'Invalid Compact JWS',
    ],
    what: 'What was sent is not a whole token.',
    why: 'It is cut off, has quotes or "Bearer" in it, or is a refresh token or an API key.',
    fix: 'Send the access token exactly as Cognito gave it; give the token itself to the doctor for more.',
  },
  {
    code: 'claim_refused',
    signs: [
      'JwtInvalidClaimError',
      'AlbJwtInvalidSignerError',
      'AlbJwtInvalidClientIdError',
      'ERR_JWT_CLAIM_VALIDATION_FAILED',
      'FailedAssertionError',
      'jwt subject invalid',
      'jwt jwtid invalid',
      'jwt nonce invalid',
    ],
    what: 'A claim of the token is not the expected one.',
    why: 'The message names the claim, what it is, and what was expected.',
    fix: 'Give the token itself to the doctor: it compares every claim with the configured pool.',
  },
  {
    code: 'verifier_misused',
    signs: [
      'ParameterValidationError',
      'NotSupportedError',
      'JwtBaseError',
      'ERR_JOSE_NOT_SUPPORTED',
      'ERR_JOSE_GENERIC',
      'ERR_JWK_INVALID',
    ],
    what: 'A JWT library was set up in a way that it does not support.',
    why: 'A parameter of the verifier is missing or wrong; the message names it.',
    fix: 'Set user pool id, token use and client id of the verifier; not to check one must be written as null.',
  },
  {
    code: 'token_not_accepted',
    signs: ['JsonWebTokenError', 'invalid token', 'invalid_token'],
    what: 'A verifier does not accept the token, and does not say why.',
    why: 'It is malformed, expired, signed by an unknown key, or of another issuer, client or use.',
    fix: 'Give the token itself to the doctor.',
  },
];
