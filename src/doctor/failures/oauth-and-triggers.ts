import type { KnownFailure } from '../diagnosis.js';

const client = 'aws_cognito_user_pool_client';

/** What Cognito's OAuth endpoints, Lambda triggers and identity pools say. */
export const oauthAndTriggerFailures: readonly KnownFailure[] = [
  {
    code: 'redirect_mismatch',
    signs: [
      'redirect_mismatch',
      ...['mismatch', 'not match', 'not allowed', 'invalid'].flatMap((fault) => [
        `redirect_uri*${fault}`,
        `redirect url*${fault}`,
        `redirect uri*${fault}`,
      ]),
    ],
    what: "The callback address is not one of the app client's.",
    // docs/cognito-facts.md#a6
    why: 'It is compared as a string: scheme, port, path and a slash at the end count. A browser often shows it as a CORS error.',
    fix: `Put exactly the address that the application sends into callback_urls (or logout_urls) of the ${client}: http://localhost:5173/callback in development, https://portal.clinic.com/callback in production.`,
  },
  {
    code: 'cors_or_redirect',
    signs: ['CORS*amazoncognito', 'CORS*/oauth2/', 'amazoncognito*CORS', '/oauth2/*CORS'],
    what: 'A browser was kept from reading an answer of the sign-in pages.',
    // docs/cognito-facts.md#a6
    why: 'Mostly it is no CORS problem: the endpoint redirected to an error, such as redirect_mismatch.',
    fix: `Open the address in a tab of its own and read \`error=\` in it; compare callback_urls of the ${client} to the letter.`,
  },
  {
    code: 'pre_sign_up_refused',
    signs: ['PreSignUp failed with error'],
    what: 'The pre-sign-up trigger refused the registration.',
    // docs/cognito-facts.md#l2
    why: 'Only e-mail domains of approved clinics may register. What a trigger throws reaches the user.',
    fix: 'Add the domain to emailDomains of the clinic (PATCH /v1/clinics/{clinicId}), or register with the address of the clinic.',
  },
  {
    code: 'trigger_failed',
    signs: [
      'UserLambdaValidationException',
      ...['PostConfirmation', 'PreTokenGeneration', 'PreAuthentication', 'CustomMessage', 'UserMigration'].map(
        (name) => `${name}*failed with error`,
      ),
    ],
    what: 'A Lambda trigger threw an error.',
    // docs/cognito-facts.md#l2
    why: 'Cognito shows what a trigger throws to the user and stops there.',
    fix: 'Read the log group of the trigger function at this time; its lines carry the trigger source.',
  },
  {
    code: 'trigger_unreachable',
    signs: [
      'UnexpectedLambdaException',
      'AccessDeniedException*lambda',
      'AccessDeniedException*trigger',
      'error in calling lambda',
    ],
    what: 'Cognito could not run a trigger.',
    // docs/cognito-facts.md#l1, docs/cognito-facts.md#l10
    why: 'Permission is missing, the function takes longer than 5 s, or it crashed before its handler.',
    fix: 'aws_lambda_permission with principal = "cognito-idp.amazonaws.com" and source_arn = the ARN of the pool; look for time-outs in its log.',
  },
  {
    code: 'trigger_answer_invalid',
    signs: ['InvalidLambdaResponseException', 'unrecognizable lambda output'],
    what: 'A trigger answered something that Cognito does not understand.',
    // docs/cognito-facts.md#l1, docs/cognito-facts.md#l6
    why: 'The whole event must come back, with the response of the version that is wired: V1 and V2 of the token trigger differ.',
    fix: 'Return the event itself; compare lambda_version in pre_token_generation_config with what the function answers.',
  },
  {
    code: 'identity_pool_access_token',
    signs: ['missing a required claim: aud', 'missing a required claim aud'],
    what: 'An identity pool was given an access token.',
    // docs/cognito-facts.md#i1, docs/cognito-facts.md#t1
    why: 'Access tokens have no `aud`; the enhanced flow takes the ID token.',
    fix: 'Put the ID token into Logins["cognito-idp.{region}.amazonaws.com/{pool id}"].',
  },
  {
    code: 'identity_pool_login',
    signs: [
      'invalid login token',
      'token is not from a supported provider',
      "issuer doesn't match providerName",
      'issuer doesnt match providerName',
    ],
    what: 'An identity pool does not accept the token as a login.',
    why: 'It has expired, or the provider in Logins is not the pool and client that issued it.',
    fix: 'cognito_identity_providers of aws_cognito_identity_pool must hold provider_name = cognito-idp.{region}.amazonaws.com/{pool id} and the client id in `aud` of the ID token.',
  },
  {
    code: 'role_not_assumable',
    signs: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'invalid identity pool configuration'],
    what: 'The role of the identity pool cannot be assumed.',
    // docs/cognito-facts.md#i2
    why: 'Its trust policy lacks an action or a condition.',
    fix: 'Allow sts:AssumeRoleWithWebIdentity and sts:TagSession, with aud = the identity pool id and amr = authenticated.',
  },
  {
    code: 'invalid_grant',
    signs: ['invalid_grant'],
    what: 'The token endpoint refused the code or the refresh token.',
    why: 'A code is good once, for five minutes, with the redirect_uri and PKCE verifier that it was asked with.',
    fix: 'Start the sign-in anew; check that redirect_uri and code_verifier are those of the first request.',
  },
  {
    code: 'invalid_client',
    signs: ['invalid_client'],
    what: 'The token endpoint does not know the client, or its secret is wrong or missing.',
    why: 'A client with a secret sends it as HTTP Basic credentials; a public client sends none.',
    fix: `Compare client id and secret with the ${client}.`,
  },
  {
    code: 'unauthorized_client',
    signs: ['unauthorized_client'],
    what: 'The app client may not use this grant.',
    why: 'OAuth is switched off for it, or the flow is not listed.',
    fix: `allowed_oauth_flows_user_pool_client = true and allowed_oauth_flows = ["code"] on the ${client}.`,
  },
  {
    code: 'invalid_scope',
    signs: ['invalid_scope'],
    what: 'A scope was asked for that the app client does not have.',
    why: 'Web and mobile have email, openid and profile; scopes of a resource server belong to machine clients.',
    fix: `Add it to allowed_oauth_scopes of the ${client}, or do not ask for it.`,
  },
];
