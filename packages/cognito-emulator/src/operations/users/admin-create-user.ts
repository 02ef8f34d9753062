import * as z from 'zod';
import { CognitoError, invalidParameter } from '../../cognito-error.js';
import { isEmail, requireSchema, toAttributes } from '../../pool/attributes.js';
import { temporaryPassword } from '../../pool/password-policy.js';
import type { User } from '../../pool/user.js';
import type { UserPool } from '../../user-pool.js';
import { userAnswer } from '../answers.js';
import { attributes, clientMetadata, password, username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const adminCreateUser = adminOperation({
  name: 'AdminCreateUser',
  request: {
    Username: username,
    UserAttributes: attributes.optional(),
    ValidationData: attributes.optional(),
    TemporaryPassword: password.optional(),
    MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
    DesiredDeliveryMediums: z.array(z.enum(['SMS', 'EMAIL'])).optional(),
    ForceAliasCreation: z.boolean().optional(),
    ClientMetadata: clientMetadata,
  },
  async run(services: Services, input) {
    const secret = input.TemporaryPassword ?? temporaryPassword();
    const user =
      input.MessageAction === 'RESEND'
        ? invited(services, input.Username, secret)
        : await create(services, input, secret);
    // the API reference's default medium is SMS, which this pool does not send
    if (input.MessageAction !== 'SUPPRESS' && input.DesiredDeliveryMediums?.includes('EMAIL') === true) {
      const clientMetadata = input.ClientMetadata;
      await services.messages.sendInvitation({ user, password: secret, clientMetadata });
    }
    return { User: userAnswer(user) };
  },
});

type Services = Pick<UserPool, 'pool' | 'users' | 'passwords' | 'messages' | 'triggers'>;
interface Input {
  readonly Username: string;
  readonly UserAttributes?: z.infer<typeof attributes> | undefined;
  readonly ValidationData?: z.infer<typeof attributes> | undefined;
  readonly ClientMetadata?: Record<string, string> | undefined;
}

async function create({ pool, users, passwords, triggers }: Services, input: Input, secret: string): Promise<User> {
  if (!isEmail(input.Username)) throw invalidParameter('Username should be an email.');
  const given = { email: input.Username, ...toAttributes(input.UserAttributes) };
  requireSchema(pool, given);
  if (given.email.toLowerCase() !== input.Username.toLowerCase()) {
    throw invalidParameter('Username and the email attribute must be the same address.');
  }
  const name = users.nextUsername();
  const stored = passwords.temporary(name, secret);
  await triggers.preSignUp({
    source: 'AdminCreateUser',
    username: name,
    attributes: given,
    validationData: toAttributes(input.ValidationData),
    clientMetadata: input.ClientMetadata,
  });
  return users.add({
    username: name,
    attributes: { sub: name, ...given },
    status: 'FORCE_CHANGE_PASSWORD',
    password: stored,
  });
}

/** RESEND: a new temporary password, and its days begin anew, for somebody who has not signed in yet. */
function invited({ users, passwords }: Services, name: string, secret: string): User {
  const user = users.named(name);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new CognitoError(
      'UnsupportedUserStateException',
      'Resend not possible. Only available for users in FORCE_CHANGE_PASSWORD status.',
    );
  }
  return users.update(user.username, () => ({ password: passwords.temporary(user.username, secret) }));
}
