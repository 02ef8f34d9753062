import type { KnownFailure } from '../diagnosis.js';

/** What API Gateway and load balancers answer before a request reaches this API. Its own answers have a `code`. */
export const gatewayFailures: readonly KnownFailure[] = [
  {
    code: 'gateway_no_route',
    signs: ['Missing Authentication Token'],
    what: 'A REST API of API Gateway has no such route.',
    why: 'In spite of its words this is not about a token: the path, the method or the stage is wrong, or the API was not deployed.',
    fix: 'Compare method and path, with the stage in front, to the resources of the API, and deploy it again.',
  },
  {
    code: 'gateway_expects_signature',
    signs: ['missing equal-sign', "authorization header requires 'Credential' parameter", 'not a valid key=value pair'],
    what: 'API Gateway took the bearer token for a signature of AWS (SigV4).',
    why: 'The route uses IAM authorization, or the path leads to no route of the API.',
    fix: 'Compare the path first; then set the authorizer of the method to the user pool.',
  },
  {
    code: 'gateway_scope_missing',
    signs: ['insufficient_scope'],
    what: 'API Gateway refused the token for want of a scope.',
    // docs/cognito-facts.md#t7
    why: 'The route names scopes. Tokens of SRP sign-ins have only aws.cognito.signin.user.admin.',
    fix: 'Get the token from the OAuth endpoints with the scope, or take the scope out of authorization_scopes of the route: this API checks scopes itself.',
  },
  {
    code: 'gateway_token_expired',
    signs: ['the incoming token has expired'],
    what: 'API Gateway refused the token: it has expired.',
    why: 'The authorizer in front of this API compares exp too.',
    fix: 'Refresh the token and send it again.',
  },
  {
    code: 'gateway_denied',
    signs: [
      'not authorized to access this resource',
      '"message":"Forbidden"',
      '"message": "Forbidden"',
      '"Message":"User is not authorized',
    ],
    what: 'A gateway or firewall in front of this API refused the request.',
    why: 'The token lacks a scope of the route, a custom authorizer or resource policy denies it, an API key is missing, or AWS WAF blocks it. Refusals of this API have a code.',
    fix: 'Look at the access log of the gateway: its authorizer error or WAF result says which.',
  },
  {
    code: 'gateway_unauthorized',
    signs: ['"message":"Unauthorized"', '"message": "Unauthorized"'],
    what: 'API Gateway refused the token before this API saw it.',
    // docs/cognito-facts.md#g1, docs/cognito-facts.md#g2
    why: 'Its authorizer found no token, an expired one, or another issuer or audience. A REST API with a Cognito authorizer takes ID tokens unless the method names scopes. Refusals of this API have a code.',
    fix: 'Send "Authorization: Bearer <access token>"; compare issuer and audience of the authorizer; on a REST API set authorization_scopes. The WWW-Authenticate header of an HTTP API says more.',
  },
  {
    code: 'gateway_throttled',
    signs: ['"message":"Too Many Requests"', '"message":"Limit Exceeded"', '"message": "Too Many Requests"'],
    what: 'API Gateway is throttling.',
    why: 'The rate of the stage, the route or the usage plan is used up.',
    fix: 'Wait and retry with backoff; raise throttling_rate_limit of the stage if the load is honest.',
  },
  {
    code: 'gateway_timeout',
    signs: [
      'Endpoint request timed out',
      '504 Gateway Time-out',
      '504 Gateway Timeout',
      '"message":"Service Unavailable"',
      '"message": "Service Unavailable"',
    ],
    what: 'A gateway or load balancer got no answer of this API in time.',
    why: 'The task or function is starting, overloaded or unreachable from it.',
    fix: 'Look at /health/ready and at the log of the API for this time; compare the timeout in front with that of the API.',
  },
  {
    code: 'gateway_bad_answer',
    signs: ['502 Bad Gateway', 'Internal Server Error"}', 'Malformed Lambda proxy response'],
    what: 'A gateway or load balancer could not use the answer of what is behind it.',
    why: 'The function failed before it answered, its answer has another form than the gateway expects, or a connection was closed early.',
    fix: 'Look at the log of the function or task. Behind a load balancer its idle timeout must be shorter than the keep-alive of the server.',
  },
  {
    code: 'gateway_no_target',
    signs: ['503 Service Temporarily Unavailable'],
    what: 'The load balancer has no healthy target.',
    why: 'No task passes its health check, or none is registered.',
    fix: 'Let the health check ask /health/ready; the reason stands in the target group and in the log of the task.',
  },
];
