import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { createApp } from '../../src/app.js';
import {
  type CognitoEvent,
  cognitoEvent,
  otherTriggers,
  postConfirmation,
  preAuthentication,
  preSignUp,
  tokenGeneration,
} from '../support/triggers/cognito-events.js';
import { call } from '../support/server/http.js';
import { deliver, signedHeaders, throughHttp, triggerSecret } from '../support/triggers/trigger-doors.js';
import { domain, secondSecret, sentences, TriggerHouse, userSources } from '../support/triggers/trigger-house.js';

describe('the two doors of the Cognito triggers', () => {
  let triggers: TriggerHouse;

  beforeAll(async () => {
    triggers = await TriggerHouse.open();
  });
  afterAll(async () => {
    await triggers.house.close();
  });

  describe('the other triggers', () => {
    it('keeps closed accounts from signing in, and betrays nothing of users who do not exist', async () => {
      const user = triggers.someone();
      await triggers.profile(user.sub, { status: 'disabled' });
      await triggers.refuses(preAuthentication(user), sentences.closed);
      await triggers.answers(preAuthentication(user, true), {});
      await triggers.answers(preAuthentication(triggers.ada), {});
      await triggers.answers(preAuthentication(triggers.someone()), {});
    });

    it('answers every other source, and turns custom sign-ins away (docs/cognito-facts.md#l9)', async () => {
      const decided: Record<string, object> = {
        DefineAuthChallenge_Authentication: { issueTokens: false, failAuthentication: true },
        VerifyAuthChallengeResponse_Authentication: { answerCorrect: false },
      };
      for (const event of otherTriggers(triggers.ada))
        await triggers.answers(event, decided[event.triggerSource] ?? {});
    });

    it('gives an invited user their profile at the invitation (docs/cognito-facts.md#l5)', async () => {
      const [invitation, code] = [triggers.someone(), triggers.someone()].map((user) =>
        otherTriggers(user).filter(({ triggerSource }) => triggerSource.startsWith('CustomMessage_')),
      );
      const subOf = (event?: CognitoEvent) => event?.userName ?? '';
      const invited = invitation?.find(({ triggerSource }) => triggerSource === 'CustomMessage_AdminCreateUser');
      const resent = code?.find(({ triggerSource }) => triggerSource === 'CustomMessage_ResendCode');
      if (invited !== undefined) await triggers.answers(invited, {});
      if (resent !== undefined) await triggers.answers(resent, {});
      expect(await triggers.stored(subOf(invited))).toMatchObject({ clinic_id: 'CLN-001', status: 'active' });
      expect(await triggers.stored(subOf(resent))).toBeUndefined();
    });

    it('refuses unknown ways in, and lets everything else that is unknown pass', async () => {
      const unknown = (triggerSource: string, version = '1') =>
        cognitoEvent(triggers.ada, { version, triggerSource, request: { new: [1] }, response: { kept: true } });
      await triggers.refuses(unknown('PreSignUp_Tomorrow'), sentences.unknown);
      await triggers.refuses(unknown('PreAuthentication_Tomorrow'), sentences.unknown);
      await triggers.answers(unknown('PostConfirmation_Tomorrow'), {});
      await triggers.answers(unknown('TokenGeneration_Tomorrow', '2'), {});
      await triggers.answers(unknown('TokenGeneration_Authentication', '4'), {});
      await triggers.answers(unknown('CustomEmailSender_SignUp'), {});
    });

    it('hands back every member that it does not know', async () => {
      const event = postConfirmation(triggers.someone(), 'ConfirmSignUp');
      const strange = { ...event, new: { deep: [null, 1.5, '\u2028é'] }, request: { ...event.request, more: true } };
      await expect(triggers.both(strange)).resolves.toEqual({ answer: JSON.stringify(strange) });
    });
  });

  it('gives equal answers for 1,000 generated events', async () => {
    const sources = [
      ...['SignUp', 'AdminCreateUser', 'ExternalProvider', 'Tomorrow'].map((by) => `PreSignUp_${by}`),
      ...['ConfirmSignUp', 'ConfirmForgotPassword'].map((by) => `PostConfirmation_${by}`),
      ...[...userSources, 'ClientCredentials'].map((by) => `TokenGeneration_${by}`),
      ...otherTriggers(triggers.ada).map(({ triggerSource }) => triggerSource),
      'PreAuthentication_Authentication',
    ];
    const anything = fc.jsonValue({ maxDepth: 2 });
    const generated = fc.record({
      version: fc.constantFrom('1', '2', '3', '4'),
      triggerSource: fc.constantFrom(...sources),
      region: fc.constant(triggers.house.cognito.region),
      userPoolId: fc.constant(triggers.house.cognito.userPoolId),
      userName: fc.string(),
      callerContext: fc.constant({ awsSdkVersion: 'x', clientId: triggers.house.cognito.clients.mobile.id }),
      request: fc.record(
        {
          userAttributes: fc.oneof(
            fc.record(
              {
                sub: fc.oneof(fc.uuid(), fc.constant(triggers.ada.sub), anything),
                email: fc.oneof(fc.constantFrom(`a@${domain}`, 'b@open.example', 'c@evil.example'), anything),
                email_verified: fc.constantFrom('true', 'false'),
                'custom:clinic_id': fc.constantFrom('CLN-001', 'CLN-OPEN', '#'),
              },
              { requiredKeys: [] },
            ),
            anything,
          ),
          more: anything,
        },
        { requiredKeys: [] },
      ),
      response: fc.oneof(fc.constant({}), fc.dictionary(fc.string(), anything)),
    });
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(generated, async (event) => {
        if ('answer' in (await triggers.both(event))) answered += 1;
      }),
      { numRuns: 1_000, seed: 5 },
    );
    // the generator must not waste itself on what is refused at once
    expect(answered).toBeGreaterThan(300);
  }, 120_000);

  describe('the signed door', () => {
    const body = () => JSON.stringify(preSignUp(triggers.someone(), 'SignUp'));
    const statusOf = async (text: string, headers: Record<string, string>) => {
      const { status, body: problem } = await deliver(triggers.house, text, headers);
      return [status, problem['code']];
    };

    it('takes a signature by any of the secrets, also among others', async () => {
      const text = body();
      await expect(statusOf(text, signedHeaders(text, randomUUID(), secondSecret))).resolves.toEqual([200, undefined]);
      const id = randomUUID();
      const headers = signedHeaders(text, id);
      const many = `v1a,x v1,AAAA ${signedHeaders(text, id, secondSecret)['webhook-signature']} v2,y`;
      await expect(statusOf(text, { ...headers, 'webhook-signature': many })).resolves.toEqual([200, undefined]);
    });

    it('believes nothing else, and says so without a bearer challenge', async () => {
      const text = body();
      const headers = signedHeaders(text);
      const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
      const old = new Date(Date.now() - 400_000);
      const refused = [401, 'webhook_signature'];
      await expect(statusOf(text, {})).resolves.toEqual(refused);
      await expect(statusOf(`${text} `, headers)).resolves.toEqual(refused);
      await expect(statusOf(text, { ...headers, 'webhook-id': 'other' })).resolves.toEqual(refused);
      await expect(statusOf(text, signedHeaders(text, 'one', other))).resolves.toEqual(refused);
      await expect(statusOf(text, signedHeaders(text, 'one', triggerSecret, old))).resolves.toEqual(refused);
      const answer = await deliver(triggers.house, text, {});
      expect(answer.headers.get('www-authenticate')).toBe('StandardWebhooks realm="clinic-portal"');
    });

    it('refuses events of another pool, region or client', async () => {
      const event = preSignUp(triggers.someone(), 'SignUp');
      const foreign = [
        { ...event, userPoolId: 'us-east-1_Other' },
        { ...event, region: 'eu-west-1' },
        { ...event, callerContext: { awsSdkVersion: 'x', clientId: 'other' } },
        {
          ...tokenGeneration(triggers.ada, 'Authentication', '2'),
          callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
        },
        { hello: 'world' },
        [],
      ];
      for (const one of foreign) {
        const text = JSON.stringify(one);
        await expect(statusOf(text, signedHeaders(text))).resolves.toEqual([403, 'foreign_event']);
      }
    });

    it('limits the body to 256 kB before it looks at a signature, and wants JSON', async () => {
      const large = JSON.stringify({ ...preSignUp(triggers.someone(), 'SignUp'), pad: 'x'.repeat(256_000) });
      await expect(statusOf(large, {})).resolves.toEqual([413, 'payload_too_large']);
      const fits = JSON.stringify({ ...preSignUp(triggers.someone(), 'SignUp'), pad: 'x'.repeat(200_000) });
      await expect(statusOf(fits, signedHeaders(fits))).resolves.toEqual([200, undefined]);
      for (const text of ['', 'x', '"x"', '{"a":']) {
        const [status] = await statusOf(text, signedHeaders(text));
        expect(status).toBe(400);
      }
      await expect(statusOf(body(), { 'content-type': 'text/plain', ...signedHeaders(body()) })).resolves.toEqual([
        415,
        'unsupported_media_type',
      ]);
    });

    it.each([
      ['100,000 lists', '['.repeat(100_000) + ']'.repeat(100_000)],
      ['20,000 objects', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000)],
    ])('refuses an event that is nested %s deep, and one that names a member twice', async (_how, nested) => {
      const event = JSON.stringify(preSignUp(triggers.someone(), 'SignUp'));
      for (const text of [event.replace('{', `{"deep":${nested},`), event.replace('{', '{"version":"1",'), nested]) {
        await expect(statusOf(text, signedHeaders(text))).resolves.toEqual([400, 'invalid_request']);
      }
    });

    it('gives a redelivery the answer of the first time, whatever has changed since', async () => {
      const user = triggers.someone();
      await triggers.profile(user.sub, { subscription: 'pro' });
      const event = tokenGeneration(user, 'Authentication', '1');
      const first = await throughHttp(triggers.house, event, 'delivery-1');
      await triggers.profile(user.sub, { subscription: 'basic' });
      await expect(throughHttp(triggers.house, event, 'delivery-1')).resolves.toEqual(first);
      await expect(throughHttp(triggers.house, event, 'delivery-2')).resolves.not.toEqual(first);
      const other = JSON.stringify(preSignUp(user, 'SignUp'));
      await expect(statusOf(other, signedHeaders(other, 'delivery-1'))).resolves.toEqual([422, 'webhook_id_reused']);
    });

    it('decides parallel deliveries of one id once', async () => {
      const user = triggers.someone('eve@evil.example');
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => throughHttp(triggers.house, preSignUp(user, 'SignUp'), 'delivery-3')),
      );
      expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(
        new Set([JSON.stringify({ refusal: sentences.domain })]),
      );
    });
  });

  it('without a secret there is no signed door', async () => {
    const settings = Object.entries(triggers.house.environment);
    const app = await createApp(Object.fromEntries(settings.filter(([name]) => name !== 'COGNITO_TRIGGER_SECRETS')));
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const body = JSON.stringify({});
    const { status, text } = await call('POST', `${url}/v1/cognito-triggers`, { body, headers: signedHeaders(body) });
    const { text: nothing } = await call('POST', `${url}/v1/no-such-room`, { body });
    await app.close();
    expect(status).toBe(404);
    expect(text).toBe(nothing);
  });
});
