import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import {
  type CognitoEvent,
  cognitoEvent,
  type EventSubject,
  machineToken,
  otherTriggers,
  postConfirmation,
  preAuthentication,
  preSignUp,
  tokenGeneration,
} from '../support/cognito-events.js';
import { House } from '../support/house.js';
import {
  deliver,
  type Outcome,
  signedHeaders,
  throughHttp,
  throughLambda,
  triggerSecret,
} from '../support/trigger-doors.js';

const secondSecret = `whsec_${Buffer.alloc(64, 2).toString('base64')}`;
const domain = 'sunrise-eye.com';
const sentences = {
  domain: 'Please register with the e-mail address that your clinic gave you',
  address: 'Please check the e-mail address, it is not one that we can accept',
  closed: 'This account is closed, please ask your clinic',
  unknown: 'This way to register or to sign in is not offered here',
  unreadable: 'We could not read this request, please try again',
};
const userSources = ['HostedAuth', 'Authentication', 'NewPasswordChallenge', 'AuthenticateDevice', 'RefreshTokens'];

describe('Cognito triggers through both doors', () => {
  let house: House;
  let ada: EventSubject;

  beforeAll(async () => {
    process.env['TABLE_NAME'] = 'clinic-portal-test';
    house = await House.open({ environment: { COGNITO_TRIGGER_SECRETS: `${triggerSecret},${secondSecret}` } });
    const { accessToken: token } = house.admin;
    const clinic = { id: 'CLN-001', name: 'Sunrise', timeZone: 'UTC', emailDomains: [domain] };
    await house.request('POST', '/v1/clinics', { token, body: clinic });
    const open = { id: 'CLN-OPEN', name: 'Open', timeZone: 'UTC', emailDomains: ['open.example'] };
    const signUp = { autoConfirm: true, allowOutsideInvitations: true };
    await house.request('POST', '/v1/clinics', { token, body: { ...open, signUp } });
    // the function brings a logger of its own, for the whole process
    const muted = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
    await throughLambda({});
    for (const stream of muted) stream.mockRestore();
    Logger.overrideLogger(false);
    ada = someone();
    await profile(ada.sub, {
      clinic_id: 'CLN-001',
      role: 'optician',
      subscription: 'pro',
      features: ['recall', 'sms'],
    });
  });
  afterAll(async () => {
    await house.close();
  });

  const someone = (email = `ada@${domain}`): EventSubject => ({
    sub: randomUUID(),
    email,
    userPoolId: house.cognito.userPoolId,
    clientId: house.cognito.clients.web.id,
  });
  const key = (sub: string) => ({ PK: `USER#${sub}`, SK: 'META' });
  const profile = (sub: string, attributes: Record<string, unknown>) =>
    house.table.send(
      new PutCommand({
        TableName: 'clinic-portal-test',
        Item: { ...key(sub), type: 'USER', created_at: '2026-01-01T00:00:00.000Z', status: 'active', ...attributes },
      }),
    );
  const stored = async (sub: string) =>
    (await house.table.send(new GetCommand({ TableName: 'clinic-portal-test', Key: key(sub) }))).Item;

  /** Both doors in turn; what they say must be the same to the byte. */
  const both = async (event: object): Promise<Outcome> => {
    const lambda = await throughLambda(event);
    await expect(throughHttp(house, event)).resolves.toEqual(lambda);
    return lambda;
  };
  const answers = async (event: CognitoEvent, response: object) => {
    await expect(both(event)).resolves.toEqual({
      answer: JSON.stringify({ ...event, response: { ...event.response, ...response } }),
    });
  };
  const refuses = async (event: object, refusal: string) => {
    await expect(both(event)).resolves.toEqual({ refusal });
  };

  describe('pre-sign-up (L3)', () => {
    const unconfirmed = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

    it.each(['SignUp', 'AdminCreateUser', 'ExternalProvider'])('lets an approved domain in by %s', async (by) => {
      await answers(preSignUp(someone(), by), unconfirmed);
      await answers(preSignUp(someone(`Ada@${domain.toUpperCase()}`), by), unconfirmed);
    });

    it.each(['SignUp', 'AdminCreateUser', 'ExternalProvider'])('keeps other domains out by %s', async (by) => {
      await refuses(preSignUp(someone('eve@evil.example'), by), sentences.domain);
      await refuses(preSignUp(someone(`eve@mail.${domain}`), by), sentences.domain);
      await refuses(preSignUp(someone(), by, { email: [`ada@${domain}`] }), sentences.address);
      await refuses(preSignUp(someone(`eve@evil.example@${domain}`), by), sentences.address);
    });

    it('does not believe the clinic that a user signs up with (A2)', async () => {
      const claim = { 'custom:clinic_id': 'CLN-OPEN' };
      await refuses(preSignUp(someone('eve@evil.example'), 'SignUp', claim), sentences.domain);
      await refuses(preSignUp(someone('eve@evil.example'), 'ExternalProvider', claim), sentences.domain);
    });

    it('lets a clinic invite from outside only when it has chosen so', async () => {
      const invited = (clinicId: string) =>
        preSignUp(someone('locum@evil.example'), 'AdminCreateUser', { 'custom:clinic_id': clinicId });
      await answers(invited('CLN-OPEN'), unconfirmed);
      for (const clinicId of ['CLN-001', 'CLN-404', 'CLN-OPEN#META', '']) {
        await refuses(invited(clinicId), sentences.domain);
      }
      // the domain of one clinic, invited to another that has not chosen so
      const foreign = { 'custom:clinic_id': 'CLN-001' };
      await refuses(preSignUp(someone('bob@open.example'), 'AdminCreateUser', foreign), sentences.domain);
    });

    it('confirms without a code only for a clinic that has chosen so (L4)', async () => {
      const confirmed = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false };
      await answers(preSignUp(someone('bob@open.example'), 'SignUp'), confirmed);
      await answers(preSignUp(someone('bob@open.example'), 'ExternalProvider'), unconfirmed);
    });
  });

  describe('post-confirmation (L5)', () => {
    it('writes the profile of a confirmed user exactly as it is specified', async () => {
      const user = someone();
      await answers(postConfirmation(user, 'ConfirmSignUp'), {});
      expect(await stored(user.sub)).toEqual({
        ...key(user.sub),
        type: 'USER',
        email: user.email,
        clinic_id: 'CLN-001',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        status: 'active',
      });
    });

    it.each(['ConfirmSignUp', 'ConfirmForgotPassword'])('changes nothing that exists by %s', async (by) => {
      const user = someone();
      const before = { clinic_id: 'CLN-OPEN', status: 'disabled', email: 'old@open.example' };
      await profile(user.sub, before);
      await answers(postConfirmation(user, by), {});
      expect(await stored(user.sub)).toMatchObject({ ...before, created_at: '2026-01-01T00:00:00.000Z' });
    });

    it('gives no clinic for an address that was changed and never proven (A5)', async () => {
      const user = someone();
      await answers(postConfirmation(user, 'ConfirmForgotPassword', 'false'), {});
      expect(await stored(user.sub)).not.toHaveProperty('clinic_id');
    });

    it('refuses an event that names no user', async () => {
      const event = postConfirmation({ ...someone(), sub: 'x#META' }, 'ConfirmSignUp');
      await refuses(event, sentences.unreadable);
    });
  });

  describe('pre-token-generation (L6)', () => {
    const add = {
      'custom:clinic_id': 'CLN-001',
      'custom:role': 'optician',
      'custom:subscription': 'pro',
      'custom:features': 'recall,sms',
    };

    it.each(userSources)('answers %s in the version of the event', async (by) => {
      const claims = { claimsToAddOrOverride: add, claimsToSuppress: [] };
      await answers(tokenGeneration(ada, by, '1'), { claimsOverrideDetails: claims });
      for (const version of ['2', '3']) {
        await answers(tokenGeneration(ada, by, version), {
          claimsAndScopeOverrideDetails: { idTokenGeneration: claims, accessTokenGeneration: claims },
        });
      }
    });

    it('leaves a machine token as it is', async () => {
      await answers(machineToken(ada), {});
    });

    it('writes the profile at the first token, and never believes the attributes (A1)', async () => {
      const user = someone();
      await answers(tokenGeneration(user, 'NewPasswordChallenge', '1'), {
        claimsOverrideDetails: {
          claimsToAddOrOverride: {
            'custom:clinic_id': 'CLN-001',
            'custom:subscription': 'free',
            'custom:features': '',
          },
          claimsToSuppress: ['custom:role'],
        },
      });
      expect(await stored(user.sub)).toMatchObject({ clinic_id: 'CLN-001', email: user.email, status: 'active' });
    });

    it('gives no clinic at the first token for an unverified address', async () => {
      const user = someone();
      await both(tokenGeneration(user, 'Authentication', '2', 'false'));
      expect(await stored(user.sub)).not.toHaveProperty('clinic_id');
    });

    it('takes every group and claim from a user who is shut out (L7)', async () => {
      const user = someone();
      await profile(user.sub, { status: 'disabled', clinic_id: 'CLN-001', subscription: 'pro' });
      const claims = { claimsToAddOrOverride: {}, claimsToSuppress: Object.keys(add) };
      await answers(tokenGeneration(user, 'RefreshTokens', '1'), {
        claimsOverrideDetails: { ...claims, groupOverrideDetails: { groupsToOverride: [] } },
      });
      await answers(tokenGeneration(user, 'RefreshTokens', '2'), {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: claims,
          accessTokenGeneration: claims,
          groupOverrideDetails: { groupsToOverride: [] },
        },
      });
    });
  });

  describe('the other triggers', () => {
    it('keeps closed accounts from signing in, and betrays nothing of users who do not exist', async () => {
      const user = someone();
      await profile(user.sub, { status: 'disabled' });
      await refuses(preAuthentication(user), sentences.closed);
      await answers(preAuthentication(user, true), {});
      await answers(preAuthentication(ada), {});
      await answers(preAuthentication(someone()), {});
    });

    it('answers every other source, and turns custom sign-ins away (L9)', async () => {
      const decided: Record<string, object> = {
        DefineAuthChallenge_Authentication: { issueTokens: false, failAuthentication: true },
        VerifyAuthChallengeResponse_Authentication: { answerCorrect: false },
      };
      for (const event of otherTriggers(ada)) await answers(event, decided[event.triggerSource] ?? {});
    });

    it('gives an invited user their profile at the invitation (L5)', async () => {
      const [invitation, code] = [someone(), someone()].map((user) =>
        otherTriggers(user).filter(({ triggerSource }) => triggerSource.startsWith('CustomMessage_')),
      );
      const subOf = (event?: CognitoEvent) => event?.userName ?? '';
      const invited = invitation?.find(({ triggerSource }) => triggerSource === 'CustomMessage_AdminCreateUser');
      const resent = code?.find(({ triggerSource }) => triggerSource === 'CustomMessage_ResendCode');
      if (invited !== undefined) await answers(invited, {});
      if (resent !== undefined) await answers(resent, {});
      expect(await stored(subOf(invited))).toMatchObject({ clinic_id: 'CLN-001', status: 'active' });
      expect(await stored(subOf(resent))).toBeUndefined();
    });

    it('refuses unknown ways in, and lets everything else that is unknown pass', async () => {
      const unknown = (triggerSource: string, version = '1') =>
        cognitoEvent(ada, { version, triggerSource, request: { new: [1] }, response: { kept: true } });
      await refuses(unknown('PreSignUp_Tomorrow'), sentences.unknown);
      await refuses(unknown('PreAuthentication_Tomorrow'), sentences.unknown);
      await answers(unknown('PostConfirmation_Tomorrow'), {});
      await answers(unknown('TokenGeneration_Tomorrow', '2'), {});
      await answers(unknown('TokenGeneration_Authentication', '4'), {});
      await answers(unknown('CustomEmailSender_SignUp'), {});
    });

    it('hands back every member that it does not know', async () => {
      const event = postConfirmation(someone(), 'ConfirmSignUp');
      const strange = { ...event, new: { deep: [null, 1.5, '\u2028é'] }, request: { ...event.request, more: true } };
      await expect(both(strange)).resolves.toEqual({ answer: JSON.stringify(strange) });
    });
  });

  it('gives equal answers for 1,000 generated events', async () => {
    const sources = [
      ...['SignUp', 'AdminCreateUser', 'ExternalProvider', 'Tomorrow'].map((by) => `PreSignUp_${by}`),
      ...['ConfirmSignUp', 'ConfirmForgotPassword'].map((by) => `PostConfirmation_${by}`),
      ...[...userSources, 'ClientCredentials'].map((by) => `TokenGeneration_${by}`),
      ...otherTriggers(ada).map(({ triggerSource }) => triggerSource),
      'PreAuthentication_Authentication',
    ];
    const anything = fc.jsonValue({ maxDepth: 2 });
    const generated = fc.record({
      version: fc.constantFrom('1', '2', '3', '4'),
      triggerSource: fc.constantFrom(...sources),
      region: fc.constant(house.cognito.region),
      userPoolId: fc.constant(house.cognito.userPoolId),
      userName: fc.string(),
      callerContext: fc.constant({ awsSdkVersion: 'x', clientId: house.cognito.clients.mobile.id }),
      request: fc.record(
        {
          userAttributes: fc.oneof(
            fc.record(
              {
                sub: fc.oneof(fc.uuid(), fc.constant(ada.sub), anything),
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
        if ('answer' in (await both(event))) answered += 1;
      }),
      { numRuns: 1_000, seed: 5 },
    );
    // the generator must not waste itself on what is refused at once
    expect(answered).toBeGreaterThan(300);
  }, 120_000);

  describe('the signed door', () => {
    const body = () => JSON.stringify(preSignUp(someone(), 'SignUp'));
    const statusOf = async (text: string, headers: Record<string, string>) => {
      const { status, body: problem } = await deliver(house, text, headers);
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
      const answer = await deliver(house, text, {});
      expect(answer.headers.get('www-authenticate')).toBe('StandardWebhooks realm="clinic-portal"');
    });

    it('refuses events of another pool, region or client', async () => {
      const event = preSignUp(someone(), 'SignUp');
      const foreign = [
        { ...event, userPoolId: 'us-east-1_Other' },
        { ...event, region: 'eu-west-1' },
        { ...event, callerContext: { awsSdkVersion: 'x', clientId: 'other' } },
        { ...tokenGeneration(ada, 'Authentication', '2'), callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' } },
        { hello: 'world' },
        [],
      ];
      for (const one of foreign) {
        const text = JSON.stringify(one);
        await expect(statusOf(text, signedHeaders(text))).resolves.toEqual([403, 'foreign_event']);
      }
    });

    it('limits the body to 256 kB before it looks at a signature, and wants JSON', async () => {
      const large = JSON.stringify({ ...preSignUp(someone(), 'SignUp'), pad: 'x'.repeat(256_000) });
      await expect(statusOf(large, {})).resolves.toEqual([413, 'payload_too_large']);
      const fits = JSON.stringify({ ...preSignUp(someone(), 'SignUp'), pad: 'x'.repeat(200_000) });
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

    it('gives a redelivery the answer of the first time, whatever has changed since', async () => {
      const user = someone();
      await profile(user.sub, { subscription: 'pro' });
      const event = tokenGeneration(user, 'Authentication', '1');
      const first = await throughHttp(house, event, 'delivery-1');
      await profile(user.sub, { subscription: 'basic' });
      await expect(throughHttp(house, event, 'delivery-1')).resolves.toEqual(first);
      await expect(throughHttp(house, event, 'delivery-2')).resolves.not.toEqual(first);
      const other = JSON.stringify(preSignUp(user, 'SignUp'));
      await expect(statusOf(other, signedHeaders(other, 'delivery-1'))).resolves.toEqual([422, 'webhook_id_reused']);
    });

    it('decides parallel deliveries of one id once', async () => {
      const user = someone('eve@evil.example');
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => throughHttp(house, preSignUp(user, 'SignUp'), 'delivery-3')),
      );
      expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(
        new Set([JSON.stringify({ refusal: sentences.domain })]),
      );
    });
  });
});

describe('without a secret', () => {
  it('there is no signed door', async () => {
    const house = await House.open();
    const text = JSON.stringify({});
    const { status, text: answer } = await deliver(house, text, signedHeaders(text));
    const { text: nothing } = await house.request('POST', '/v1/no-such-room', { body: text });
    await house.close();
    expect(status).toBe(404);
    expect(answer).toBe(nothing);
  });
});
