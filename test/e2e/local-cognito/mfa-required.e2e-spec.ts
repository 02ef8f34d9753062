import {
  AdminRespondToAuthChallengeCommand,
  AssociateSoftwareTokenCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { newUser, secretHash } from '../../support/cognito-clients.js';
import type { TestPool } from '../../support/test-pool.js';
import { signInByPassword, startTestPool } from '../../support/test-pool.js';

const password = 'Correct1horse';

describe('software tokens where MFA is required', () => {
  let pool: TestPool;

  beforeAll(async () => {
    pool = await startTestPool({ mfa: 'ON' });
  });
  afterAll(async () => {
    await pool.stop();
  });

  test('GetUserPoolMfaConfig says so', async () => {
    const config = await pool.sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId: pool.userPoolId }));
    expect(config).toMatchObject({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
  });

  test('a user without an app registers one on the way, and cannot go around it', async () => {
    const { email, accessToken } = await newUser(pool, password);
    expect(accessToken).toBe('');
    const SECRET_HASH = secretHash(pool, email);
    const ClientId = pool.clients.server.id;
    const challenge = await pool.sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH },
      }),
    );
    expect(challenge).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    const finish = (Session: string | undefined) =>
      pool.sdk.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId: pool.userPoolId,
          ClientId,
          ChallengeName: 'MFA_SETUP',
          Session,
          ChallengeResponses: { USERNAME: email, SECRET_HASH },
        }),
      );
    const refused = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' };
    await expect(finish(challenge.Session)).rejects.toMatchObject(refused);
    const associated = await pool.sdk.send(new AssociateSoftwareTokenCommand({ Session: challenge.Session }));
    await expect(finish(associated.Session)).rejects.toMatchObject(refused);
    const UserCode = pool.totp(associated.SecretCode ?? '');
    const verified = await pool.sdk.send(new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }));
    await expect(finish(associated.Session)).rejects.toMatchObject(refused);
    await expect(finish(verified.Session)).resolves.toHaveProperty('AuthenticationResult');
    await expect(finish(verified.Session)).rejects.toMatchObject(refused);
    await pool.elapse(30);
    await expect(signInByPassword(pool, email)).resolves.toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  });

  test('a sign-in that waited for registration ends when another one has registered an app', async () => {
    const { email } = await newUser(pool, password);
    const [owner, thief, late] = [
      await signInByPassword(pool, email),
      await signInByPassword(pool, email),
      await signInByPassword(pool, email),
    ];
    const theirs = await pool.sdk.send(new AssociateSoftwareTokenCommand({ Session: thief.Session }));
    const ours = await pool.sdk.send(new AssociateSoftwareTokenCommand({ Session: owner.Session }));
    const verify = (Session: string | undefined, secret = '') =>
      pool.sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode: pool.totp(secret) }));
    await verify(ours.Session, ours.SecretCode);
    const refused = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' };
    await expect(verify(theirs.Session, theirs.SecretCode)).rejects.toMatchObject(refused);
    for (const Session of [theirs.Session, late.Session]) {
      const finish = new RespondToAuthChallengeCommand({
        ClientId: pool.clients.web.id,
        ChallengeName: 'MFA_SETUP',
        Session,
        ChallengeResponses: { USERNAME: email },
      });
      await expect(pool.sdk.send(finish)).rejects.toMatchObject(refused);
    }
  });

  test('neither of a token and a session, or both', async () => {
    await expect(pool.sdk.send(new AssociateSoftwareTokenCommand({}))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});
