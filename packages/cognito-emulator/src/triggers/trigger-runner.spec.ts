import { FakeClock } from '../fake-clock.js';
import type { TriggerEvent, TriggerHandler } from './trigger-event.js';
import { InvocationError, TriggerRunner } from './trigger-runner.js';

const event: TriggerEvent = {
  version: '1',
  region: 'us-east-1',
  userPoolId: 'us-east-1_example01',
  userName: 'ann',
  callerContext: { awsSdkVersion: 'x', clientId: 'y' },
  triggerSource: 'PreSignUp_SignUp',
  request: {},
  response: { autoConfirmUser: false },
};

describe('running a trigger (L1)', () => {
  const clock = new FakeClock();
  const run = (handler: TriggerHandler) => new TriggerRunner(() => handler, clock).run('PreSignUp', event);
  /** Lets promises settle between two moves of the clock. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  test('without a function the response stays as it was', async () => {
    expect(await new TriggerRunner(() => undefined, clock).run('PreSignUp', event)).toEqual(event.response);
  });

  test('silence is tried three times, five seconds each', async () => {
    const silent = jest.fn<Promise<unknown>, [TriggerEvent]>(() => new Promise(() => undefined));
    const outcome = expect(run(silent)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.',
    });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await settle();
      expect(silent).toHaveBeenCalledTimes(attempt);
      clock.advance({ seconds: 5 });
    }
    await outcome;
    expect(silent).toHaveBeenCalledTimes(3);
  });

  test('a function is told when nobody waits for it any more', async () => {
    const signals: AbortSignal[] = [];
    const outcome = run((given, signal) => {
      signals.push(signal);
      return signals.length === 1 ? new Promise(() => undefined) : Promise.resolve(given);
    });
    await settle();
    clock.advance({ seconds: 5 });
    await outcome;
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  test('a function that cannot be run is not a function that refuses', async () => {
    await expect(run(() => Promise.reject(new InvocationError('TooManyRequestsException')))).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error TooManyRequestsException.',
    });
  });

  test.each([
    [{ response: event.response }],
    [{ ...event, response: 'done' }],
    [{ ...event, request: undefined }],
    [null],
  ])('anything but the whole event is unrecognizable: %j', async (answer) => {
    await expect(run(() => Promise.resolve(answer))).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
      message: 'Unrecognizable lambda output',
    });
  });

  test('a slow first attempt is forgotten when the second answers', async () => {
    let calls = 0;
    const outcome = run((given) => {
      calls += 1;
      return calls === 1 ? new Promise(() => undefined) : Promise.resolve({ ...given, response: { answered: 2 } });
    });
    await settle();
    clock.advance({ seconds: 5 });
    expect(await outcome).toEqual({ answered: 2 });
  });

  test('what the function throws is said once, in its words, also when it throws at once', async () => {
    const throwing = jest.fn(() => {
      throw new Error('No');
    });
    await expect(run(throwing)).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error No.',
    });
    expect(throwing).toHaveBeenCalledTimes(1);
  });

  test('the function gets an event of its own', async () => {
    const response = await run((given) => {
      (given.response as Record<string, unknown>)['autoConfirmUser'] = true;
      return Promise.resolve(given);
    });
    expect(response).toEqual({ autoConfirmUser: true });
    expect(event.response).toEqual({ autoConfirmUser: false });
  });
});
