import { Logger } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { KeyServer } from '../../../test/support/tokens/key-server.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { rsaKeyPair } from '../../../test/support/tokens/signing.js';
import type { PoolSettings, Settings } from '../../config/settings.js';
import { UserPools } from './user-pools.js';

const pool = (changes: Partial<PoolSettings>): PoolSettings => ({
  userPoolId: 'us-east-1_Test00001',
  issuers: ['https://one.example'],
  jwksUri: 'http://127.0.0.1:9/jwks.json',
  clientIds: ['web'],
  ...changes,
});

describe('UserPools', () => {
  const [firstKey, secondKey] = [rsaKeyPair('first').jwk, rsaKeyPair('second').jwk];
  let clock: ManualClock;
  let [first, second]: readonly KeyServer[] = [];

  const userPools = (...pools: readonly PoolSettings[]) =>
    new UserPools(new ConfigService<Settings, true>({ auth: { pools } }), clock);

  beforeEach(async () => {
    clock = new ManualClock();
    [first, second] = await Promise.all([KeyServer.start(firstKey), KeyServer.start(secondKey)]);
  });

  afterEach(async () => {
    await Promise.all([first?.stop(), second?.stop()]);
  });

  it('knows each pool by all its issuers, and by nothing else', () => {
    const pools = userPools(
      pool({ issuers: ['https://one.example', 'https://uno.example'], clientIds: ['web', 'mobile'] }),
      pool({ userPoolId: 'us-east-1_Test00002', issuers: ['https://two.example'], tokenUses: ['id'] }),
    );
    expect([...pools.byIssuer.keys()]).toEqual(['https://one.example', 'https://uno.example', 'https://two.example']);
    expect(pools.byIssuer.get('https://uno.example')).toBe(pools.all[0]);
    expect(pools.all[0]).toMatchObject({
      userPoolId: 'us-east-1_Test00001',
      clientIds: new Set(['web', 'mobile']),
      // unless the settings say otherwise
      tokenUses: new Set(['access']),
    });
    expect(pools.all[1]?.tokenUses).toEqual(new Set(['id']));
  });

  it('reads the keys of each pool from its own address, before the server listens', async () => {
    const pools = userPools(
      pool({ jwksUri: first?.uri ?? '' }),
      pool({ issuers: ['https://two.example'], jwksUri: second?.uri ?? '' }),
    );
    await pools.onApplicationBootstrap();
    expect(pools.all.map(({ keys }) => [keys.peek('first')?.kid, keys.peek('second')?.kid])).toEqual([
      ['first', undefined],
      [undefined, 'second'],
    ]);
    expect([first?.reads, second?.reads]).toEqual([1, 1]);
  });

  it('is ready once every pool has keys, and tells the log of an outage and of its end', async () => {
    const [warn, log] = [jest.spyOn(Logger.prototype, 'warn'), jest.spyOn(Logger.prototype, 'log')];
    for (const silenced of [warn, log]) silenced.mockImplementation(() => undefined);
    second?.answerWith(500, '');
    const pools = userPools(
      pool({ jwksUri: first?.uri ?? '' }),
      pool({ userPoolId: 'us-east-1_Test00002', issuers: ['https://two.example'], jwksUri: second?.uri ?? '' }),
    );
    // an outage does not keep the server from starting
    await expect(pools.onApplicationBootstrap()).resolves.toBeUndefined();
    expect(await pools.ready()).toBe(false);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('us-east-1_Test00002'));
    second?.publish(secondKey);
    clock.advance(1);
    expect(await pools.ready()).toBe(true);
    expect(log).toHaveBeenCalledWith(expect.stringContaining('us-east-1_Test00002'));
    expect(first?.reads).toBe(1);
  });

  it('names the address and the cause when keys cannot be read', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const gone = await KeyServer.start();
    const { uri } = gone;
    await gone.stop();
    await userPools(pool({ jwksUri: uri })).onApplicationBootstrap();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(`cannot be read from ${uri}: `));
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('ECONNREFUSED'));
  });
});
