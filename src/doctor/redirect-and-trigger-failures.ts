import type { KnownFailure } from './diagnosis.js';

const client = 'aws_cognito_user_pool_client';

/** What the OAuth endpoints, Lambda triggers, identity pools and gateways say. */
export const redirectAndTriggerFailures: readonly KnownFailure[] = [
  {
    code: 'redirect_mismatch',
    signs: [/redirect_mismatch/i, /redirect.?ur[il].*(?:mismatch|not match|not allowed|invalid)/i],
    what: "The callback address is not one of the app client's.",
    why: 'It is compared as a string: scheme, port, path and a slash at the end count. A browser often shows it as a CORS error (fact A6).',
    mend: `Put exactly the address that the application sends into callback_urls (or logout_urls) of the ${client}: http://localhost:5173/callback in development, https://portal.clinic.com/callback in production.`,
  },
  {
    code: 'cors_or_redirect',
    signs: [/CORS.*(?:amazoncognito|\/oauth2\/)/i, /amazoncognito.*CORS/i],
    what: 'A browser was kept from reading an answer of the sign-in pages.',
    why: 'Mostly it is no CORS problem: the endpoint redirected to an error, such as redirect_mismatch (fact A6).',
    mend: `Open the address in a tab of its own and read \`error=\` in it; compare callback_urls of the ${client} to the letter.`,
  },
  {
    code: 'pre_sign_up_refused',
    signs: [/PreSignUp failed with error/i],
    what: 'The pre-sign-up trigger refused the registration.',
    why: 'Only e-mail domains of approved clinics may register. What a trigger throws reaches the user (fact L2).',
    mend: 'Add the domain to emailDomains of the clinic (PATCH /v1/clinics/{clinicId}), or register with the address of the clinic.',
  },
  {
    code: 'trigger_failed',
    signs: [
      /UserLambdaValidationException/,
      /(?:PostConfirmation|PreTokenGeneration|PreAuthentication|CustomMessage|UserMigration)\w* failed with error/i,
    ],
    what: 'A Lambda trigger threw an error.',
    why: 'Cognito shows what a trigger throws to the user and stops there (fact L2).',
    mend: 'Read the log group of the trigger function at this time; its lines carry the trigger source.',
  },
  {
    code: 'trigger_unreachable',
    signs: [/UnexpectedLambdaException/, /AccessDeniedException.*(?:lambda|trigger)/i, /error in calling lambda/i],
    what: 'Cognito could not run a trigger.',
    why: 'Permission is missing, the function takes longer than 5 s, or it crashed before its handler (facts L1, L10).',
    mend: 'aws_lambda_permission with principal = "cognito-idp.amazonaws.com" and source_arn = the ARN of the pool; look for time-outs in its log.',
  },
  {
    code: 'trigger_answer_invalid',
    signs: [/InvalidLambdaResponseException/, /unrecognizable lambda output/i],
    what: 'A trigger answered something that Cognito does not understand.',
    why: 'The whole event must come back, with the response of the version that is wired: V1 and V2 of the token trigger differ (facts L1, L6).',
    mend: 'Return the event itself; compare lambda_version in pre_token_generation_config with what the function answers.',
  },
  {
    code: 'identity_pool_access_token',
    signs: [/missing a required claim:? aud/i],
    what: 'An identity pool was given an access token.',
    why: 'Access tokens have no `aud`; the enhanced flow takes the ID token (facts I1, T1).',
    mend: 'Put the ID token into Logins["cognito-idp.{region}.amazonaws.com/{pool id}"].',
  },
  {
    code: 'identity_pool_login',
    signs: [/invalid login token/i, /token is not from a supported provider/i, /issuer doesn'?t match providerName/i],
    what: 'An identity pool does not accept the token as a login.',
    why: 'It has expired, or the provider in Logins is not the pool and client that issued it.',
    mend: 'cognito_identity_providers of aws_cognito_identity_pool must hold provider_name = cognito-idp.{region}.amazonaws.com/{pool id} and the client id in `aud` of the ID token.',
  },
  {
    code: 'role_not_assumable',
    signs: [/sts:(?:AssumeRoleWithWebIdentity|TagSession)/i, /invalid identity pool configuration/i],
    what: 'The role of the identity pool cannot be assumed.',
    why: 'Its trust policy lacks an action or a condition (fact I2).',
    mend: 'Allow sts:AssumeRoleWithWebIdentity and sts:TagSession, with aud = the identity pool id and amr = authenticated.',
  },
  {
    code: 'audience_of_access_token',
    signs: [
      /jwt audience invalid/i,
      /(?:token has an )?invalid audience/i,
      /audience is not allowed/i,
      /unexpected "?aud"?/i,
    ],
    what: 'Somebody compared the audience of a token and found it wrong or missing.',
    why: 'An access token has no `aud`; its client stands in `client_id` (facts T1, T4).',
    mend: 'This API checks client_id: set COGNITO_CLIENT_IDS. In an HTTP API authorizer put the client id into jwt_configuration.audience (it accepts client_id). With passport-jwt leave `audience` out.',
  },
  {
    code: 'wrong_issuer',
    signs: [/jwt issuer invalid/i, /issuer (?:is )?(?:not allowed|invalid|mismatch)/i, /invalid issuer/i],
    what: 'The issuer of the token is not the expected one.',
    why: 'It must be equal to the letter: https, region, pool id, no slash at the end. Cognito has two forms of it (fact T8).',
    mend: 'COGNITO_ISSUER = https://cognito-idp.{region}.amazonaws.com/{pool id}, or leave it unset: then both official forms count.',
  },
  {
    code: 'expired',
    signs: [/jwt expired/i, /(?<!refresh |access )token (?:is|has) expired/i, /TokenExpiredError/],
    what: 'The token has expired.',
    why: 'Access and ID tokens live for an hour here.',
    mend: `Refresh it before its exp. The life is access_token_validity of the ${client}.`,
  },
  {
    code: 'unknown_key',
    signs: [
      /unable to find a signing key/i,
      /no applicable key found/i,
      /SigningKeyNotFoundError/,
      /JWKSNoMatchingKey/i,
    ],
    what: 'No key of the key set has the kid of the token.',
    why: 'The token comes from another pool, or the keys that were read are old. ID and access tokens carry different kids (fact T6).',
    mend: 'Check COGNITO_JWKS_URI and COGNITO_USER_POOL_ID; both must belong to the issuer of the token.',
  },
  {
    code: 'invalid_grant',
    signs: [/invalid_grant/i],
    what: 'The token endpoint refused the code or the refresh token.',
    why: 'A code is good once, for five minutes, with the redirect_uri and PKCE verifier that it was asked with.',
    mend: 'Start the sign-in anew; check that redirect_uri and code_verifier are those of the first request.',
  },
  {
    code: 'invalid_client',
    signs: [/invalid_client/i],
    what: 'The token endpoint does not know the client, or its secret is wrong or missing.',
    why: 'A client with a secret sends it as HTTP Basic credentials; a public client sends none.',
    mend: `Compare client id and secret with the ${client}.`,
  },
  {
    code: 'unauthorized_client',
    signs: [/unauthorized_client/i],
    what: 'The app client may not use this grant.',
    why: 'OAuth is switched off for it, or the flow is not listed.',
    mend: `allowed_oauth_flows_user_pool_client = true and allowed_oauth_flows = ["code"] on the ${client}.`,
  },
  {
    code: 'invalid_scope',
    signs: [/invalid_scope/i],
    what: 'A scope was asked for that the app client does not have.',
    why: 'Web and mobile have email, openid and profile; scopes of a resource server belong to machine clients.',
    mend: `Add it to allowed_oauth_scopes of the ${client}, or do not ask for it.`,
  },
];
