import type { User } from '../pool/user.js';
import { userAdminScope } from '../tokens/access-tokens.js';
import type { TokenGenerationSource } from '../triggers/pre-token-generation.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';

/** The end of a sign-in: after PostAuthentication, begins a session of the user and answers with its tokens; at the hosted pages, answers with the user. */
export async function startSession(
  services: SignInServices,
  { client, clientMetadata, hosted }: SignInStep,
  user: User,
  source: TokenGenerationSource,
): Promise<SignInAnswer> {
  await services.triggers.postAuthentication({ user, client, clientMetadata });
  if (hosted === true) return { HostedUser: user };
  const scopes = [userAdminScope];
  const occasion = { user, client, session: { scopes }, source, clientMetadata };
  const overrides = await services.triggers.preTokenGeneration(occasion);
  // a session only now: a trigger that refuses leaves none behind
  const { session, refreshToken } = services.userSessions.begin(user, client, scopes);
  const { accessToken, idToken } = services.tokenIssuer.mint({ user, client, session }, overrides);
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: accessToken,
      ExpiresIn: client.accessTokenSeconds,
      IdToken: idToken,
      RefreshToken: refreshToken,
      TokenType: 'Bearer',
    },
  };
}
