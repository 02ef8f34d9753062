import { GatewayAuthorizer } from './gateway-authorizer.js';

describe('GatewayAuthorizer', () => {
  const gateway = new GatewayAuthorizer();

  it('knows of no claims outside a request that a gateway vouches for', async () => {
    expect(gateway.claims()).toBeUndefined();
    await gateway.asserting({ sub: 'ada' }, () => Promise.resolve());
    expect(gateway.claims()).toBeUndefined();
  });

  it('hands each of the requests under way its own claims, and passes on what the request gives', async () => {
    const serve = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return gateway.claims();
    };
    const [ada, grace, nobody] = await Promise.all([
      gateway.asserting({ sub: 'ada' }, serve),
      gateway.asserting({ sub: 'grace' }, serve),
      serve(),
    ]);
    expect([ada, grace, nobody]).toEqual([{ sub: 'ada' }, { sub: 'grace' }, undefined]);
  });
});
