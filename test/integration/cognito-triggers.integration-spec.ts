import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { CognitoTriggersService } from '../../src/cognito-triggers/cognito-triggers.service.js';
import type { Table } from '../../src/dynamodb/table.js';
import { createTriggerContext } from '../../src/lambda/trigger-context.js';
import { profileKey } from '../../src/profiles/profile.item.js';
import {
  type CognitoEvent,
  type EventSubject,
  postConfirmation,
  preAuthentication,
  preSignUp,
  tokenGeneration,
} from '../support/triggers/cognito-events.js';
import { type Engine, startEngine, tableAt, tableName } from '../support/store/dynamodb-engine.js';
import { type Call, type CallFault, type FaultProxy, startFaultProxy } from '../support/store/fault-proxy.js';
import { furnish } from '../support/server/rooms.js';

const limitMs = 4_500;
const ownClaims = ['custom:clinic_id', 'custom:role', 'custom:subscription', 'custom:features'];
const notNow = 'We cannot do this at the moment, please try again in a few minutes';
const notReady = 'Your account is confirmed but not quite ready, please sign in in a few minutes';

describe('Cognito triggers on a store that misbehaves', () => {
  let engine: Engine;
  let proxy: FaultProxy;
  let fault: (call: Call) => CallFault;
  let table: Table;
  let context: INestApplicationContext;
  let triggers: CognitoTriggersService;
  let logged: string[];

  beforeAll(async () => {
    engine = await startEngine();
    table = tableAt(engine.endpoint);
    const { admin, clinicWrites } = furnish(table);
    await clinicWrites.create(admin, {
      ...{ id: 'CLN-001', name: 'Sunrise', timeZone: 'UTC' },
      emailDomains: ['sunrise-eye.com'],
    });
    proxy = await startFaultProxy(engine.endpoint, (call) => fault(call));
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = proxy.endpoint;
    context = await createTriggerContext({ TABLE_NAME: tableName, AWS_REGION: 'us-east-1' });
    triggers = context.get(CognitoTriggersService);
  });
  beforeEach(() => {
    logged = [];
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((line) => logged.push(String(line)) > 0);
    }
    fault = () => 'none';
  });
  afterAll(async () => {
    await context.close();
    table.close();
    await proxy.stop();
    await engine.stop();
  });

  const someone = (): EventSubject => ({
    ...{ sub: randomUUID(), email: 'ada@sunrise-eye.com' },
    ...{ userPoolId: 'us-east-1_AbCdEf123', clientId: 'web1' },
  });
  const createdAt = async (sub: string) => (await table.get(profileKey(sub), { consistent: true }))?.['created_at'];

  interface Outcome {
    readonly response?: unknown;
    readonly refusal?: string;
    readonly milliseconds: number;
  }
  const outcomeOf = async (event: CognitoEvent): Promise<Outcome> => {
    const start = performance.now();
    const answered = await triggers.answer(event).then(
      (answer) => ({ response: (answer as CognitoEvent).response }),
      (error: unknown) => ({ refusal: (error as Error).message }),
    );
    return { ...answered, milliseconds: performance.now() - start };
  };

  const unclaimed = (version: string) => {
    const claims = { claimsToAddOrOverride: {}, claimsToSuppress: ownClaims };
    return version === '1'
      ? { claimsOverrideDetails: claims }
      : { claimsAndScopeOverrideDetails: { idTokenGeneration: claims, accessTokenGeneration: claims } };
  };

  it('takes a write whose acknowledgement was lost for what it is: done', async () => {
    const user = someone();
    let lost = false;
    fault = ({ operation }) => {
      if (lost || operation !== 'PutItem') return 'none';
      lost = true;
      return 'lose-answer';
    };
    await expect(triggers.answer(postConfirmation(user, 'ConfirmSignUp'))).resolves.toBeDefined();
    expect(lost).toBe(true);
    await expect(createdAt(user.sub)).resolves.toBeDefined();
  });

  it.each<CallFault>(['silence', 'delay', 'throttle', 'fail', 'fail-after', 'lose-request', 'lose-answer'])(
    'answers or fails cleanly within 4.5 s, and truly, when every call meets: %s',
    async (everyCall) => {
      const [newcomer, member] = [someone(), someone()];
      await triggers.answer(postConfirmation(member, 'ConfirmSignUp'));
      const before = await createdAt(member.sub);
      fault = () => everyCall;
      const [signUp, confirmation, again, v1, v2, v3, signIn] = await Promise.all([
        outcomeOf(preSignUp(someone(), 'SignUp')),
        outcomeOf(postConfirmation(newcomer, 'ConfirmSignUp')),
        outcomeOf(postConfirmation(member, 'ConfirmForgotPassword')),
        outcomeOf(tokenGeneration(member, 'Authentication', '1')),
        outcomeOf(tokenGeneration(member, 'Authentication', '2')),
        outcomeOf(tokenGeneration(member, 'Authentication', '3')),
        outcomeOf(preAuthentication(member)),
      ]);
      fault = () => 'none';

      for (const outcome of [signUp, confirmation, again, v1, v2, v3, signIn]) {
        expect(outcome.milliseconds).toBeLessThan(limitMs);
      }
      expect(signUp.refusal).toBe(notNow);
      expect(confirmation.refusal).toBe(notReady);
      expect(again.refusal).toBe(notReady);
      expect(v1.response).toEqual(unclaimed('1'));
      expect(v2.response).toEqual(unclaimed('2'));
      expect(v3.response).toEqual(unclaimed('3'));
      expect(signIn.response).toEqual({});

      // an error promised nothing; Cognito's next attempt finds whatever is there and leaves it so
      const written = await createdAt(newcomer.sub);
      await triggers.answer(postConfirmation(newcomer, 'ConfirmSignUp'));
      const after = await createdAt(newcomer.sub);
      expect(after).toBe(written ?? after);
      await expect(createdAt(member.sub)).resolves.toBe(before);
      expect(logged.length).toBeGreaterThan(0);
      for (const line of logged) {
        for (const secret of ['sunrise-eye.com', newcomer.sub, member.sub]) expect(line).not.toContain(secret);
      }
    },
    20_000,
  );

  it('logs in the shape of the server: one JSON line, by source and outcome', async () => {
    await triggers.answer(preAuthentication(someone()));
    expect(logged.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        context: 'CognitoTriggers',
        source: 'PreAuthentication_Authentication',
        outcome: 'answered',
        milliseconds: expect.any(Number) as number,
      },
    ]);
  });

  it('leaves nobody without a clinic for good who came while the table was away', async () => {
    const user = someone();
    fault = () => 'fail';
    expect((await outcomeOf(postConfirmation(user, 'ConfirmSignUp'))).refusal).toBe(notReady);
    expect((await outcomeOf(tokenGeneration(user, 'Authentication', '2'))).response).toEqual(unclaimed('2'));
    fault = () => 'none';
    // the first request comes with that token, which names no clinic
    const { profiles } = furnish(table);
    await profiles.ensure({ sub: user.sub, email: undefined, clinicId: undefined });
    const { response } = await outcomeOf(tokenGeneration(user, 'RefreshTokens', '1'));
    expect(response).toMatchObject({
      claimsOverrideDetails: { claimsToAddOrOverride: { 'custom:clinic_id': 'CLN-001' } },
    });
    await expect(profiles.find(user.sub)).resolves.toMatchObject({ clinicId: 'CLN-001', email: user.email });
  });

  it('writes one profile each for 1,000 users who are delivered three times at once, and keeps the first', async () => {
    const users = Array.from({ length: 1_000 }, someone);
    const batch = 10;
    /** What stood there once the first delivery was answered. */
    const first = new Map<string, unknown>();
    const deliverThrice = async (user: (typeof users)[number]): Promise<void> => {
      let seen: Promise<unknown> | undefined;
      const deliveries = ['ConfirmSignUp', 'ConfirmSignUp', 'ConfirmForgotPassword'].map(async (by) => {
        await triggers.answer(postConfirmation(user, by));
        await (seen ??= createdAt(user.sub));
      });
      await Promise.all(deliveries);
      first.set(user.sub, await seen);
    };
    for (let start = 0; start < users.length; start += batch) {
      await Promise.all(users.slice(start, start + batch).map(deliverThrice));
    }
    const profiles = await Promise.all(users.map(({ sub }) => table.get(profileKey(sub))));
    expect(profiles.filter((profile) => profile?.['clinic_id'] === 'CLN-001')).toHaveLength(1_000);
    // and must stand there still, after the last
    const firstSeen = users.map(({ sub }) => first.get(sub));
    expect(firstSeen.filter((stamp) => /^\d{4}-/.test(String(stamp)))).toHaveLength(1_000);
    expect(profiles.map((profile) => profile?.['created_at'])).toEqual(firstSeen);
  }, 240_000);
});
