/**
 * OpenID Connect Discovery 1.0, section 3, with the members and values that a user pool publishes. `domain` is where its OAuth
 * endpoints are; a pool without one names none.
 */
export function discoveryDocument(issuer: string, domain: string | undefined): object {
  return {
    ...(domain !== undefined && {
      authorization_endpoint: `${domain}/oauth2/authorize`,
      end_session_endpoint: `${domain}/logout`,
    }),
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    ...(domain !== undefined && { revocation_endpoint: `${domain}/oauth2/revoke` }),
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    ...(domain !== undefined && { token_endpoint: `${domain}/oauth2/token` }),
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    ...(domain !== undefined && { userinfo_endpoint: `${domain}/oauth2/userInfo` }),
  };
}
