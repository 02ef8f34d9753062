import { InitiateAuthCommand, RespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';
import { AuthenticationDetails } from 'amazon-cognito-identity-js';
import type { TestCognito } from '../support/test-cognito.js';
import { startTestCognito } from '../support/test-cognito.js';
import type { TriggerEvent } from '../../src/triggers/trigger-event.js';
import { browserUser, newUser, sdkFor } from '../support/cognito-clients.js';

const password = 'Correct1horse';

interface Entry {
  challengeName: string;
  challengeResult: boolean;
}

// two riddles, the password first when the client has begun with it; two wrong answers end it
function define(event: TriggerEvent): Promise<TriggerEvent> {
  const session = event.request['session'] as Entry[];
  const riddles = session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE');
  const solved = riddles.filter(({ challengeResult }) => challengeResult).length;
  const response =
    riddles.length - solved >= 2
      ? { failAuthentication: true }
      : solved === 2
        ? { issueTokens: true }
        : { challengeName: session.at(-1)?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE' };
  return Promise.resolve({ ...event, response });
}

describe('sign-in by custom challenges (AWS, "Custom authentication challenge Lambda triggers")', () => {
  const events: TriggerEvent[] = [];
  const seen = (event: TriggerEvent, response: Record<string, unknown>) => {
    events.push(event);
    return Promise.resolve({ ...event, response });
  };
  let cognito: TestCognito;
  let ClientId: string;

  beforeAll(async () => {
    cognito = await startTestCognito({
      clients: { web: { explicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'] } },
      triggers: {
        DefineAuthChallenge: (event) => {
          events.push(event);
          return define(event);
        },
        CreateAuthChallenge: (event) =>
          seen(event, {
            publicChallengeParameters: { question: '6 x 7' },
            privateChallengeParameters: { answer: 'forty-two' },
            challengeMetadata: 'SUM',
          }),
        VerifyAuthChallengeResponse: (event) => {
          const { privateChallengeParameters, challengeAnswer } = event.request;
          const { answer } = privateChallengeParameters as { answer: string };
          return seen(event, { answerCorrect: answer === challengeAnswer });
        },
      },
    });
    ClientId = cognito.clients.web.id;
  });
  beforeEach(() => {
    events.length = 0;
  });
  afterAll(async () => {
    await cognito.stop();
  });

  const start = (USERNAME: string) =>
    sdkFor(cognito).send(new InitiateAuthCommand({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME } }));
  const answer = (USERNAME: string, Session: string | undefined, ANSWER: string) =>
    sdkFor(cognito).send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session,
        ChallengeResponses: { USERNAME, ANSWER },
      }),
    );

  test('DefineAuthChallenge starts with an empty session (L9); private parameters never reach the client', async () => {
    const { email, sub } = await newUser(cognito, password);
    const first = await start(email);
    expect(first).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { question: '6 x 7', USERNAME: sub },
    });
    expect(JSON.stringify(first)).not.toContain('forty-two');
    expect(events[0]).toMatchObject({
      triggerSource: 'DefineAuthChallenge_Authentication',
      userName: sub,
      request: { session: [], userNotFound: false, userAttributes: { email } },
    });
    const second = await answer(email, first.Session, 'forty-two');
    await expect(answer(email, first.Session, 'forty-two')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(answer(email, second.Session, 'forty-two')).resolves.toHaveProperty('AuthenticationResult');
    const result = { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'SUM' };
    expect(events.at(-1)?.request).toMatchObject({ session: [result, result] });
  });

  test('wrong answers go on until a trigger ends it', async () => {
    const { email } = await newUser(cognito, password);
    const first = await start(email);
    const second = await answer(email, first.Session, 'forty');
    await expect(answer(email, second.Session, 'two')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  test('an unknown user goes through the motions (userNotFound) and gets no tokens', async () => {
    const nobody = 'nobody@sunrise-eye.com';
    const first = await start(nobody);
    expect(events[0]?.request).toMatchObject({ userNotFound: true });
    const second = await answer(nobody, first.Session, 'forty-two');
    await expect(answer(nobody, second.Session, 'forty-two')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  test('amazon-cognito-identity-js proves the password by SRP before the challenges', async () => {
    const { email } = await newUser(cognito, password);
    const signIn = (given: string) =>
      new Promise<CognitoUserSession>((resolve, reject) => {
        const user = browserUser(cognito, email);
        user.setAuthenticationFlowType('CUSTOM_AUTH');
        const callbacks = {
          onSuccess: resolve,
          onFailure: reject,
          customChallenge: () => {
            user.sendCustomChallengeAnswer('forty-two', callbacks);
          },
        };
        user.authenticateUser(new AuthenticationDetails({ Username: email, Password: given }), callbacks);
      });
    await expect(signIn('Wrong1horse')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(signIn(password)).resolves.toHaveProperty('accessToken');
    const { session } = events.at(-1)?.request as { session: Entry[] };
    expect(session.map(({ challengeName }) => challengeName)).toEqual([
      'SRP_A',
      'PASSWORD_VERIFIER',
      'CUSTOM_CHALLENGE',
      'CUSTOM_CHALLENGE',
    ]);
  });
});
