import { serverEnvironment, trustsAnotherPool } from './environment.js';

const cloud = {
  port: 3000,
  dynamoDbEndpoint: 'http://127.0.0.1:8000',
  pool: {
    endpoint: 'http://127.0.0.1:9229',
    issuer: 'http://127.0.0.1:9229/us-east-1_Example',
    region: 'us-east-1',
    userPoolId: 'us-east-1_Example',
    identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
    clients: { web: 'web1', mobile: 'mobile1', server: { id: 'server1', secret: 'hidden' } },
  },
};

describe('serverEnvironment', () => {
  it('fills in every variable of the server, and never the client secret', () => {
    const environment = serverEnvironment({ PATH: '/bin' }, cloud);
    expect(environment).toEqual({
      PATH: '/bin',
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: '3000',
      LOG_LEVEL: 'info',
      AWS_REGION: 'us-east-1',
      COGNITO_USER_POOL_ID: 'us-east-1_Example',
      COGNITO_CLIENT_IDS: 'web1,mobile1,server1',
      COGNITO_ISSUER: 'http://127.0.0.1:9229/us-east-1_Example',
      TABLE_NAME: 'clinic-portal-local',
      CORS_ORIGINS: 'http://localhost:5173',
      OUTBOX_POLL: '1',
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://127.0.0.1:9229',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
  });

  it('lets each variable win that is already set, an empty one counting as not set', () => {
    const own = {
      LOG_LEVEL: 'debug',
      TABLE_NAME: 'mine',
      COGNITO_ISSUER: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Real',
      HOST: '',
    };
    expect(serverEnvironment(own, cloud)).toMatchObject({ ...own, HOST: '127.0.0.1' });
    expect(serverEnvironment(own, cloud)).not.toHaveProperty('COGNITO_JWKS_URI');
    expect(serverEnvironment(own, cloud)).not.toHaveProperty('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER');
    expect(serverEnvironment(own, cloud)).not.toHaveProperty('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER');
  });

  it('takes the region of another pool from its id, unless a region is set', () => {
    const own = { COGNITO_USER_POOL_ID: 'eu-west-1_Real' };
    expect(serverEnvironment(own, cloud)['AWS_REGION']).toBe('eu-west-1');
    expect(serverEnvironment({ ...own, AWS_REGION: 'eu-west-2' }, cloud)['AWS_REGION']).toBe('eu-west-2');
  });

  it('gives the server the port that was found, not the 0 that was asked for', () => {
    expect(serverEnvironment({ PORT: '0' }, cloud)['PORT']).toBe('3000');
  });

  it('lets a database on this machine touch no account of the user’s', () => {
    const own = { AWS_PROFILE: 'work', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
    const environment = serverEnvironment(own, cloud);
    expect(environment).not.toHaveProperty('AWS_PROFILE');
    expect(environment).not.toHaveProperty('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS');
    expect(environment['AWS_ACCESS_KEY_ID']).toBe('local');
  });

  it('leaves the account alone when the database is a real one', () => {
    const own = { AWS_PROFILE: 'work', AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.eu-west-1.amazonaws.com' };
    const environment = serverEnvironment(own, cloud);
    expect(environment).toMatchObject(own);
    expect(environment).not.toHaveProperty('AWS_ACCESS_KEY_ID');
  });
});

describe('trustsAnotherPool', () => {
  it.each([
    [{}, false],
    [{ COGNITO_ISSUER: '' }, false],
    [{ COGNITO_ISSUER: 'https://example.com/pool' }, true],
    [{ COGNITO_USER_POOL_ID: 'eu-west-1_Real' }, true],
  ])('%j: %s', (own, expected) => {
    expect(trustsAnotherPool(own)).toBe(expected);
  });
});
