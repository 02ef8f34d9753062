import { invalidParameter, notAuthorized } from '../../cognito-error.js';
import { isEmail, requireComplete, requireSchema, requireWritableBy, toAttributes } from '../../pool/attributes.js';
import type { UserPool } from '../../user-pool.js';
import { attributes, clientMetadata, password } from '../fields.js';
import { clientOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const signUp = clientOperation({
  name: 'SignUp',
  request: {
    Password: password,
    UserAttributes: attributes.optional(),
    ValidationData: attributes.optional(),
    ClientMetadata: clientMetadata,
  },
  async run({ pool, users, passwords, codes, messages, triggers }: SignUpServices, input, client) {
    if (pool.adminCreateUserOnly) throw notAuthorized('SignUp is not permitted for this user pool');
    if (!isEmail(input.Username)) throw invalidParameter('Username should be an email.');
    const given = { email: input.Username, ...toAttributes(input.UserAttributes) };
    requireWritableBy(client, given);
    requireSchema(pool, given);
    requireComplete(pool, given);
    if (given.email.toLowerCase() !== input.Username.toLowerCase()) {
      throw invalidParameter('Username and the email attribute must be the same address.');
    }
    const username = users.nextUsername();
    const stored = passwords.permanent(username, input.Password);
    const decision = await triggers.preSignUp({
      source: 'SignUp',
      username,
      attributes: given,
      client,
      validationData: toAttributes(input.ValidationData),
      clientMetadata: input.ClientMetadata,
    });
    const user = users.add({
      username,
      attributes: {
        sub: username,
        email_verified: String(decision.autoVerifyEmail),
        ...('phone_number' in given && { phone_number_verified: String(decision.autoVerifyPhone) }),
        ...given,
      },
      status: decision.autoConfirm ? 'CONFIRMED' : 'UNCONFIRMED',
      password: stored,
    });
    if (decision.autoConfirm) {
      await triggers.postConfirmation({ source: 'ConfirmSignUp', user, client, clientMetadata: input.ClientMetadata });
      return { UserConfirmed: true, UserSub: username };
    }
    if (!pool.autoVerifiedAttributes.includes('email')) return { UserConfirmed: false, UserSub: username };
    const delivery = await messages.sendCode({
      source: 'SignUp',
      user,
      code: codes.issue(user, 'confirm-sign-up'),
      client,
      clientMetadata: input.ClientMetadata,
    });
    return { UserConfirmed: false, UserSub: username, CodeDeliveryDetails: delivery };
  },
});

type SignUpServices = Pick<UserPool, 'pool' | 'users' | 'passwords' | 'codes' | 'messages' | 'triggers'>;
