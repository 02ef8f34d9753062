import "./rolldown-runtime-D1FWID1c.js";
import { n as signIn, t as poolClient } from "./pool-client-CssYwzzO.js";
import { a as readSettings, s as StartError, t as readStackFile } from "./stack-file-DI_9fDZf.js";
import { CognitoIdentityProviderServiceException, NotAuthorizedException } from "@aws-sdk/client-cognito-identity-provider";
// local/stack/token.ts
/**
* Signs a demonstration user in to the running stack.
*
* @param words the command's own arguments: an e-mail address, and `--id` for an ID token instead of an access token
* @throws StartError when no stack runs, the user is unknown, or the pool refuses
*/
async function tokenFor(words, environment, projectDirectory) {
	const [email, ...others] = words.filter((word) => word !== "--id");
	if (email === void 0 || others.length > 0) throw new StartError("Usage: npm run --silent token -- [--id] <email>");
	const { directory } = readSettings(environment, projectDirectory);
	const stack = readStackFile(directory);
	if (stack === void 0) throw new StartError(`No stack is running in ${directory}: start it with \`npm start\`.`);
	const tokens = await askPool(stack, email);
	return words.includes("--id") ? tokens.idToken : tokens.accessToken;
}
async function askPool({ cognito, users }, email) {
	const user = users.find((each) => each.email === email.toLowerCase());
	if (user === void 0) {
		const known = users.map((each) => each.email).join(", ");
		throw new StartError(`${email} is not one of the demo users: ${known}.`);
	}
	const client = poolClient(cognito);
	try {
		return await signIn(client, cognito, user.email, user.password);
	} catch (error) {
		throw new StartError(explain(error, user.email, cognito.endpoint), { cause: error });
	} finally {
		client.destroy();
	}
}
function explain(error, email, endpoint) {
	if (!(error instanceof CognitoIdentityProviderServiceException)) return `The user pool at ${endpoint} does not answer: start the stack with \`npm start\`.`;
	if (error instanceof NotAuthorizedException) return `The user pool refuses ${email} (NotAuthorizedException): its password was changed, or it is disabled.`;
	return `The user pool refuses ${email} (${error.name}): ${error.message}`;
}
export { tokenFor };

//# sourceMappingURL=token.js.map