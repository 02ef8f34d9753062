import {
  CognitoIdentityProviderServiceException,
  NotAuthorizedException,
} from '@aws-sdk/client-cognito-identity-provider';
import { poolClient, signIn } from '../demo/pool-client.js';
import { StartError } from '../start-error.js';
import { type Environment, readSettings } from './settings.js';
import { readStackFile, type StackFile } from './stack-file.js';

/**
 * Signs a demonstration user in to the running stack.
 *
 * @param words the command's own arguments: an e-mail address, and `--id` for an ID token instead of an access token
 * @throws StartError when no stack runs, the user is unknown, or the pool refuses
 */
export async function tokenFor(
  words: readonly string[],
  environment: Environment,
  projectDirectory: string,
): Promise<string> {
  const [email, ...others] = words.filter((word) => word !== '--id');
  if (email === undefined || others.length > 0) {
    throw new StartError('Usage: npm run --silent token -- [--id] <email>');
  }
  const { directory } = readSettings(environment, projectDirectory);
  const stack = readStackFile(directory);
  if (stack === undefined) throw new StartError(`No stack is running in ${directory}: start it with \`npm start\`.`);
  const tokens = await askPool(stack, email);
  return words.includes('--id') ? tokens.idToken : tokens.accessToken;
}

async function askPool({ cognito, users }: StackFile, email: string) {
  const user = users.find((each) => each.email === email.toLowerCase());
  if (user === undefined) {
    const known = users.map((each) => each.email).join(', ');
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

function explain(error: unknown, email: string, endpoint: string): string {
  if (!(error instanceof CognitoIdentityProviderServiceException)) {
    return `The user pool at ${endpoint} does not answer: start the stack with \`npm start\`.`;
  }
  // docs/cognito-facts.md#a7: the same name for a changed password and for a disabled user
  if (error instanceof NotAuthorizedException) {
    return `The user pool refuses ${email} (NotAuthorizedException): its password was changed, or it is disabled.`;
  }
  return `The user pool refuses ${email} (${error.name}): ${error.message}`;
}
