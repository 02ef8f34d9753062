import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { browserUser, newUser, sdkFor, secretHash, signInBySrp } from './support/cognito-clients.js';
import { testWith } from './support/cognito-under-test.js';
import { likePortal } from './support/pool-requests.js';
import type { TestPool } from './support/test-pool.js';
import { startTestPool } from './support/test-pool.js';

const password = 'Correct1horse';

describe('what the user pool refuses, in Cognito’s words', () => {
  let cognito: TestPool;
  let ClientId: string;

  beforeAll(async () => {
    cognito = await startTestPool(likePortal);
    ClientId = cognito.clients.web.id;
  });
  afterAll(async () => {
    await cognito.stop();
  });

  const signUp = (Username: string, Password = password) =>
    sdkFor(cognito).send(new SignUpCommand({ ClientId, Username, Password }));
  const srp = (email: string, given = password) =>
    signInBySrp(browserUser(cognito, email), { Username: email, Password: given });
  const startSrp = (Username: string, SRP_A = 'abc123') =>
    sdkFor(cognito).send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: Username, SRP_A } }),
    );
  function adminSignIn(email: string, given: string, parameters: Record<string, string> = {}) {
    return sdkFor(cognito).send(
      new AdminInitiateAuthCommand({
        UserPoolId: cognito.userPoolId,
        ClientId: cognito.clients.server.id,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: {
          USERNAME: email,
          PASSWORD: given,
          SECRET_HASH: secretHash(cognito, email),
          ...parameters,
        },
      }),
    );
  }

  test.each([
    ['Sh0rt', 'Password not long enough'],
    ['alllower1', 'Password must have uppercase characters'],
    ['ALLUPPER1', 'Password must have lowercase characters'],
    ['NoNumbersHere', 'Password must have numeric characters'],
  ])('a password against the policy: %s', async (weak, why) => {
    await expect(signUp('weak@sunrise-eye.com', weak)).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: `Password did not conform with policy: ${why}`,
    });
  });

  test('a password without a symbol is allowed', async () => {
    await expect(signUp('symbolless@sunrise-eye.com', 'Abcdefg1')).resolves.toMatchObject({ UserConfirmed: false });
  });

  test.each(['not-an-address', 'two@at@signs.com', 'sp ace@x.com', 'no@domain', 'nul\u0000@x.com'])(
    'a user name that is no e-mail address: %j',
    async (name) => {
      await expect(signUp(name)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    },
  );

  test('an address that has an account, in any case; of 50 sign-ups at once exactly one succeeds', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => signUp(index % 2 === 0 ? 'one@valley.com' : 'ONE@valley.com')),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(signUp('One@Valley.com')).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'An account with the given email already exists.',
    });
    const { Users } = await sdkFor(cognito).send(
      new ListUsersCommand({ UserPoolId: cognito.userPoolId, Filter: 'email = "one@valley.com"' }),
    );
    expect(Users).toHaveLength(1);
  });

  test.each([
    ['USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client'],
    ['CUSTOM_AUTH', 'CUSTOM_AUTH is not enabled for the client.'],
    ['USER_AUTH', 'USER_AUTH is not enabled for the client.'],
    ['ADMIN_USER_PASSWORD_AUTH', 'Initiate Auth method not supported'],
  ] as const)('%s by the web client', async (AuthFlow, message) => {
    await expect(
      sdkFor(cognito).send(
        new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters: { USERNAME: 'a@b.com', PASSWORD: password } }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterException', message });
  });

  test('SRP by the server client', async () => {
    await expect(
      sdkFor(cognito).send(
        new InitiateAuthCommand({
          ClientId: cognito.clients.server.id,
          AuthFlow: 'USER_SRP_AUTH',
          AuthParameters: { USERNAME: 'a@b.com', SRP_A: 'abc' },
        }),
      ),
    ).rejects.toMatchObject({ message: 'USER_SRP_AUTH is not enabled for the client.' });
  });

  test('the server client without its secret hash, or with a wrong one', async () => {
    const { email } = await newUser(cognito);
    const id = cognito.clients.server.id;
    await expect(adminSignIn(email, password, { SECRET_HASH: '' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(adminSignIn(email, password, { SECRET_HASH: secretHash(cognito, 'other') })).rejects.toMatchObject({
      message: `Unable to verify secret hash for client ${id}`,
    });
    await expect(
      sdkFor(cognito).send(new SignUpCommand({ ClientId: id, Username: 'x@y.com', Password: password })),
    ).rejects.toMatchObject({ message: `Client ${id} is configured with secret but SECRET_HASH was not received` });
    await expect(adminSignIn(email, password)).resolves.toHaveProperty('AuthenticationResult.AccessToken');
  });

  test('an unknown user is answered as one with a wrong password, and as stably (prevent_user_existence_errors)', async () => {
    const { email } = await newUser(cognito);
    const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    await expect(adminSignIn(email, 'Wrong1password')).rejects.toMatchObject(refused);
    await expect(adminSignIn('nobody@valley.com', 'Wrong1password')).rejects.toMatchObject(refused);
    await expect(srp(email, 'Wrong1password')).rejects.toMatchObject(refused);
    await expect(srp('nobody@valley.com', 'Wrong1password')).rejects.toMatchObject(refused);

    const known = (await startSrp(email)).ChallengeParameters ?? {};
    const first = (await startSrp('nobody@valley.com')).ChallengeParameters ?? {};
    const second = (await startSrp('NOBODY@valley.com')).ChallengeParameters ?? {};
    expect(Object.keys(first).sort()).toEqual(Object.keys(known).sort());
    expect(first).toMatchObject({ SALT: second['SALT'], USER_ID_FOR_SRP: second['USER_ID_FOR_SRP'] });
    expect(first['USER_ID_FOR_SRP']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first['SRP_B']).not.toBe(second['SRP_B']);

    const ConfirmationCode = '123456';
    await expect(
      sdkFor(cognito).send(new ConfirmSignUpCommand({ ClientId, Username: 'nobody@valley.com', ConfirmationCode })),
    ).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    await expect(
      sdkFor(cognito).send(new ResendConfirmationCodeCommand({ ClientId, Username: 'nobody@valley.com' })),
    ).resolves.toMatchObject({ CodeDeliveryDetails: { Destination: 'n***@v***' } });
  });

  test('a sixth password after five wrong ones, right or not, and of unknown users too', async () => {
    const { email } = await newUser(cognito);
    for (const name of [email, 'nobody-else@valley.com']) {
      for (let time = 0; time < 5; time += 1) {
        await expect(adminSignIn(name, 'Wrong1password')).rejects.toThrow('Incorrect username or password.');
      }
      await expect(adminSignIn(name, password)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Password attempts exceeded',
      });
      await expect(srp(name)).rejects.toThrow('Password attempts exceeded');
    }
    await cognito.elapse(1);
    await expect(adminSignIn(email, password)).resolves.toHaveProperty('AuthenticationResult');
  });

  testWith('clock')(
    'an SRP proof that is replayed, late, forged, of another client, or under a value of zero',
    async () => {
      const { email } = await newUser(cognito);
      await expect(startSrp(email, '0')).rejects.toMatchObject({ name: 'InvalidParameterException' });
      const { ChallengeParameters: given = {} } = await startSrp(email);
      const answer = (clientId = ClientId, block = given['SECRET_BLOCK'] ?? '') =>
        sdkFor(cognito).send(
          new RespondToAuthChallengeCommand({
            ClientId: clientId,
            ChallengeName: 'PASSWORD_VERIFIER',
            ChallengeResponses: {
              USERNAME: email,
              PASSWORD_CLAIM_SECRET_BLOCK: block,
              PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64'),
              TIMESTAMP: 'Tue Mar 3 04:05:06 UTC 2026',
            },
          }),
        );
      const badSession = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' };
      await expect(answer(cognito.clients.mobile.id)).rejects.toMatchObject(badSession);
      await expect(answer(ClientId, Buffer.alloc(768).toString('base64'))).rejects.toMatchObject(badSession);
      await expect(answer()).rejects.toMatchObject({ message: 'Incorrect username or password.' });
      await expect(answer()).rejects.toMatchObject(badSession);
      const late = (await startSrp(email)).ChallengeParameters?.['SECRET_BLOCK'];
      await cognito.elapse(3 * 60);
      await expect(answer(ClientId, late)).rejects.toMatchObject({
        message: 'Invalid session for the user, session is expired.',
      });
    },
  );

  test('a pool and a user that do not exist', async () => {
    const get = (UserPoolId: string) =>
      sdkFor(cognito).send(new AdminGetUserCommand({ UserPoolId, Username: 'nobody@valley.com' }));
    await expect(get('us-east-1_nothing')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_nothing does not exist.',
    });
    await expect(get(cognito.userPoolId)).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });
});
