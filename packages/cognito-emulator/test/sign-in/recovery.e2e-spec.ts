import {
  AdminDeleteUserAttributesCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  ForgotPasswordCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  adminSignIn,
  browserUser,
  messagesTo,
  newAddress,
  newUser,
  sdkFor,
  signInBySrp,
} from '../support/cognito-clients.js';
import { testWith } from '../support/cognito-under-test.js';
import { likePortal } from '../support/pool-requests.js';
import type { TestPool } from '../support/test-pool.js';
import { startTestPool } from '../support/test-pool.js';

const password = 'Correct1horse';
const next = 'Another2horse';

describe('a user’s way back in, and changes that wait for a code', () => {
  const sdk = () => sdkFor(cognito);
  let cognito: TestPool;
  let UserPoolId: string;
  let ClientId: string;

  beforeAll(async () => {
    cognito = await startTestPool({ ...likePortal, functions: { PostConfirmation: (event) => event } });
    UserPoolId = cognito.userPoolId;
    ClientId = cognito.clients.web.id;
  });
  afterAll(async () => {
    await cognito.stop();
  });

  async function verifiedUser() {
    const user = await newUser(cognito, password);
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    await sdk().send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: user.email, UserAttributes }));
    return user;
  }
  const forgot = (Username: string) => sdk().send(new ForgotPasswordCommand({ ClientId, Username }));
  const confirm = (Username: string, ConfirmationCode: string, Password = next) =>
    sdk().send(new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password }));
  const codeFor = async (email: string) => (await messagesTo(cognito, email))[0]?.code ?? 'no message';

  testWith('mailbox', 'functions')(
    'amazon-cognito-identity-js resets a password, and PostConfirmation runs as ConfirmForgotPassword (L5)',
    async () => {
      const { email, sub } = await verifiedUser();
      const user = browserUser(cognito, email);
      await new Promise((resolve, reject) => {
        user.forgotPassword({ onSuccess: resolve, onFailure: reject });
      });
      const code = await codeFor(email);
      await new Promise((resolve, reject) => {
        user.confirmPassword(code, next, { onSuccess: resolve, onFailure: reject });
      });
      expect(cognito.functionCalls.at(-1)?.event).toMatchObject({
        triggerSource: 'PostConfirmation_ConfirmForgotPassword',
        userName: sub,
        callerContext: { clientId: ClientId },
      });
      await expect(signInBySrp(user, { Username: email, Password: next })).resolves.toHaveProperty('accessToken');
      await expect(signInBySrp(user, { Username: email, Password: password })).rejects.toThrow('Incorrect username');
      await expect(confirm(email, code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    },
  );

  testWith('mailbox', 'clock')(
    'a reset code ends after an hour (AWS, "Quotas"), and a policy fault does not use it up',
    async () => {
      const { email } = await verifiedUser();
      await forgot(email);
      const code = await codeFor(email);
      await expect(confirm(email, code, 'weakpassword')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
      await cognito.elapse(59 * 60);
      await confirm(email, code);
      await forgot(email);
      await cognito.elapse(61 * 60);
      await expect(confirm(email, await codeFor(email))).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    },
  );

  testWith('mailbox')('five wrong codes lock the right one out too', async () => {
    const { email } = await verifiedUser();
    await forgot(email);
    const code = await codeFor(email);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const wrong = String((Number(code) + 1 + attempt) % 1_000_000).padStart(6, '0');
      await expect(confirm(email, wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    }
    await expect(confirm(email, code)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  testWith('mailbox')(
    'an unknown, disabled or unverified user looks like any other (AWS, "Managing user existence error responses")',
    async () => {
      const { email: disabled } = await verifiedUser();
      await sdk().send(new AdminDisableUserCommand({ UserPoolId, Username: disabled }));
      const { email: unverified } = await newUser(cognito, password);
      for (const email of [disabled, unverified, 'nobody@sunrise-eye.com']) {
        await expect(forgot(email)).resolves.toMatchObject({
          CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: `${email[0]}***@s***` },
        });
        expect(await messagesTo(cognito, email)).toHaveLength(0);
      }
      const mismatch = { name: 'CodeMismatchException' };
      await expect(confirm('nobody@sunrise-eye.com', '123456')).rejects.toMatchObject(mismatch);
      await expect(confirm(disabled, '123456')).rejects.toMatchObject(mismatch);
    },
  );

  testWith('mailbox')(
    'AdminResetUserPassword makes sign-in fail with PasswordResetRequiredException (A7) until the reset',
    async () => {
      const { email: Username } = await verifiedUser();
      await sdk().send(new AdminResetUserPasswordCommand({ UserPoolId, Username }));
      const required = { name: 'PasswordResetRequiredException' };
      await expect(adminSignIn(cognito, Username)).rejects.toMatchObject(required);
      await expect(signInBySrp(browserUser(cognito, Username), { Username, Password: password })).rejects.toMatchObject(
        required,
      );
      await confirm(Username, await codeFor(Username));
      await expect(adminSignIn(cognito, Username, next)).resolves.toHaveProperty('accessToken');
    },
  );

  test('ChangePassword wants the password of before', async () => {
    const { email, accessToken: AccessToken } = await verifiedUser();
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      sdk().send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
    await expect(change('Wrong1horse', next)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(change(password, 'weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    await change(password, next);
    await expect(adminSignIn(cognito, email)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(adminSignIn(cognito, email, next)).resolves.toHaveProperty('accessToken');
  });

  testWith('mailbox')('a new address counts once its code comes back (A5), and the old one until then', async () => {
    const { email, accessToken: AccessToken } = await verifiedUser();
    const renamed = `new-${email}`;
    const change = (Value: string) =>
      sdk().send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'email', Value }] }));
    await expect(change(renamed)).resolves.toMatchObject({ CodeDeliveryDetailsList: [{ AttributeName: 'email' }] });
    const attributes = async () => (await sdk().send(new GetUserCommand({ AccessToken }))).UserAttributes;
    expect(await attributes()).toContainEqual({ Name: 'email', Value: email });
    await expect(adminSignIn(cognito, renamed)).rejects.toMatchObject({ name: 'NotAuthorizedException' });

    const first = await codeFor(renamed);
    await sdk().send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email' }));
    const second = await codeFor(renamed);
    const verify = (Code: string) =>
      sdk().send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }));
    if (first !== second) await expect(verify(first)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    await verify(second);
    expect(await attributes()).toEqual(
      expect.arrayContaining([
        { Name: 'email', Value: renamed },
        { Name: 'email_verified', Value: 'true' },
      ]),
    );
    await expect(verify(second)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    const { email: taken } = await verifiedUser();
    await expect(change(taken)).rejects.toMatchObject({ name: 'AliasExistsException' });
  });

  testWith('mailbox')('two users who want one address: the first to verify has it', async () => {
    const wanted = newAddress('wanted');
    const [ann, bob] = [await verifiedUser(), await verifiedUser()];
    const codes: string[] = [];
    for (const { accessToken: AccessToken } of [ann, bob]) {
      const UserAttributes = [{ Name: 'email', Value: wanted }];
      await sdk().send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
      codes.push(await codeFor(wanted));
    }
    const verify = (AccessToken: string, Code = '') =>
      sdk().send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }));
    await verify(bob.accessToken, codes[1]);
    // twice: a refused operation has not used the code up
    for (const code of [codes[0], codes[0]]) {
      await expect(verify(ann.accessToken, code)).rejects.toMatchObject({ name: 'AliasExistsException' });
    }
    await expect(sdk().send(new AdminGetUserCommand({ UserPoolId, Username: ann.email }))).resolves.toBeDefined();
  });

  test('attributes are deleted by those who may write them, and never the address', async () => {
    const { email: Username, accessToken: AccessToken } = await verifiedUser();
    const UserAttributes = ['name', 'custom:clinic_id'].map((Name) => ({ Name, Value: 'x' }));
    await sdk().send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
    const remove = (name: string) =>
      sdk().send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames: [name] }));
    await expect(remove('custom:clinic_id')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(remove('email')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await remove('name');
    const UserAttributeNames = ['custom:clinic_id'];
    await sdk().send(new AdminDeleteUserAttributesCommand({ UserPoolId, Username, UserAttributeNames }));
    const { UserAttributes: left = [] } = await sdk().send(new GetUserCommand({ AccessToken }));
    expect(left.map(({ Name }) => Name).sort()).toEqual(['email', 'email_verified', 'sub']);
  });

  test('DeleteUser ends the user, their tokens and their address', async () => {
    const { email: Username, accessToken: AccessToken } = await verifiedUser();
    await sdk().send(new DeleteUserCommand({ AccessToken }));
    await expect(sdk().send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(sdk().send(new AdminGetUserCommand({ UserPoolId, Username }))).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
  });

  test('an access token that was tampered with opens nothing', async () => {
    const { accessToken, sub } = await verifiedUser();
    const [header = '', payload = '', signature = ''] = accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...claims, username: sub, scope: 'everything' })).toString('base64url');
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    for (const AccessToken of [
      `${header}.${forged}.${signature}`,
      `${unsigned}.${payload}.`,
      `${header}.${payload}.`,
    ]) {
      await expect(sdk().send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Invalid Access Token',
      });
    }
  });
});
