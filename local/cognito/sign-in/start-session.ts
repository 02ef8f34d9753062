import type { User } from '../pool/user.js';
import { userAdminScope } from '../tokens/access-tokens.js';
import type { TokenGenerationSource } from '../triggers/pre-token-generation.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';

/** The end of a sign-in: begins a session of the user and answers with its tokens; at the hosted pages, answers with the user. */
export async function startSession(
  services: SignInServices,
  { client, clientMetadata, hosted }: SignInStep,
  user: User,
  source: TokenGenerationSource,
): Promise<SignInAnswer> {
  if (hosted === true) return { HostedUser: user };
  const { session, refreshToken } = services.userSessions.begin(user, client, [userAdminScope]);
  const { accessToken, idToken } = await services.tokenIssuer.issue({ user, client, session, source, clientMetadata });
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
