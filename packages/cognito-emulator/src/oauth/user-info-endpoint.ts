import { CognitoError } from '../cognito-error.js';
import type { Handler, Reply } from '../http/exchange.js';
import { jsonReply, textReply } from '../http/exchange.js';
import { readableBy } from '../pool/attributes.js';
import type { UserPool } from '../user-pool.js';
import { openedBy } from '../tokens/scopes.js';
import { crossOrigin, preflightReply } from './cross-origin.js';

/** GET or POST /oauth2/userInfo (AWS, "The userInfo endpoint"): the attributes that the scopes of an access token open, as strings. */
export function userInfoEndpoint({ accessTokens }: Pick<UserPool, 'accessTokens'>): Handler {
  return ({ method, path, headers: { authorization } }) => {
    if (path !== '/oauth2/userInfo') return undefined;
    if (method === 'OPTIONS') return preflightReply('GET,POST');
    if (method !== 'GET' && method !== 'POST') return textReply(405, 'Use GET or POST.', { allow: 'GET, POST' });
    const [, token] = /^Bearer ([\w.=-]+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) return refusal(400, 'invalid_request', 'Bad OAuth2 request at UserInfo Endpoint');
    try {
      const { user, client, scopes } = accessTokens.holderOf(token, 'openid');
      const attributes = openedBy(scopes, readableBy(client, user.attributes));
      return jsonReply({ ...attributes, username: user.username }, { headers: crossOrigin });
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      return refusal(
        401,
        'invalid_token',
        'Access token is expired, disabled, or deleted, or the user has globally signed out.',
      );
    }
  };
}

function refusal(status: number, code: string, description: string): Reply {
  const challenge = `error="${code}", error_description="${description}"`;
  return jsonReply(
    { error: code, error_description: description },
    {
      status,
      headers: {
        ...crossOrigin,
        'access-control-expose-headers': 'WWW-Authenticate',
        // RFC 6750, section 3, wants the scheme that Cognito's own documentation leaves out
        'www-authenticate': `Bearer ${challenge}`,
      },
    },
  );
}
