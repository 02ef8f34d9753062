import "./rolldown-runtime-D1FWID1c.js";
import { createHmac } from "node:crypto";
import { AdminInitiateAuthCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
// local/demo/pool-client.ts
/** A client of the embedded pool, through which anyone could reach it: the real SDK, with credentials that mean nothing. */
function poolClient({ endpoint, region }) {
	return new CognitoIdentityProviderClient({
		endpoint,
		region,
		credentials: {
			accessKeyId: "local",
			secretAccessKey: "local"
		},
		maxAttempts: 2,
		requestHandler: {
			connectionTimeout: 2e3,
			requestTimeout: 1e4,
			throwOnRequestTimeout: true
		}
	});
}
/**
* Signs a user in through the server client, the one that is allowed to do so with a plain password.
*
* @throws the SDK's errors: NotAuthorizedException for a wrong password or a disabled user (fact A7), and its fellows;
*   Error when the pool asks for more than a password
*/
async function signIn(client, { userPoolId, clients: { server } }, email, password) {
	const { AuthenticationResult, ChallengeName } = await client.send(new AdminInitiateAuthCommand({
		UserPoolId: userPoolId,
		ClientId: server.id,
		AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
		AuthParameters: {
			USERNAME: email,
			PASSWORD: password,
			SECRET_HASH: secretHash(email, server)
		}
	}));
	const { AccessToken: accessToken, IdToken: idToken } = AuthenticationResult ?? {};
	if (accessToken === void 0 || idToken === void 0) throw new Error(`The pool asks for more than a password: ${ChallengeName ?? "no tokens given"}.`);
	return {
		accessToken,
		idToken
	};
}
/** Proves that the caller knows the client's secret: https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash */
function secretHash(username, { id, secret }) {
	return createHmac("sha256", secret).update(`${username}${id}`).digest("base64");
}
export { signIn as n, poolClient as t };

//# sourceMappingURL=pool-client-CssYwzzO.js.map