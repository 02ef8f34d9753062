import { readFileSync } from 'node:fs';
import { environmentNames, parseEnvironment } from './environment.js';
import { parseTriggerEnvironment } from './trigger-environment.js';
import { EnvironmentError } from './variables.js';

const complete = {
  NODE_ENV: 'production',
  HOST: '0.0.0.0',
  PORT: '3000',
  LOG_LEVEL: 'info',
  AWS_REGION: 'eu-central-1',
  COGNITO_USER_POOL_ID: 'eu-central-1_AbCdEf123',
  COGNITO_CLIENT_IDS: 'web1, mobile2',
  TABLE_NAME: 'clinic-portal-production',
};

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

const problemsOf = (changes: Record<string, string | undefined>): readonly string[] => {
  try {
    parseEnvironment({ ...complete, ...changes });
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
};

describe('the environment', () => {
  it('becomes typed settings', () => {
    expect(parseEnvironment(complete)).toEqual({
      server: {
        ...{ environment: 'production', host: '0.0.0.0', port: 3000, logLevel: 'info' },
        ...{ corsOrigins: [], trustedProxies: 0, shutdownDelayMs: 0, documentation: true },
      },
      auth: {
        pools: [
          {
            userPoolId: 'eu-central-1_AbCdEf123',
            issuers: [
              'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
              'https://issuer-cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
            ],
            jwksUri: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123/.well-known/jwks.json',
            clientIds: ['web1', 'mobile2'],
          },
        ],
      },
      dynamodb: { region: 'eu-central-1', tableName: 'clinic-portal-production' },
      cognitoTriggers: { secrets: [] },
      webhooks: { allowedNetworks: [], pollMs: 0 },
    });
  });

  it('takes several trigger secrets, so that they can be changed one after the other', () => {
    const secrets = [secretOf(24), secretOf(64)];
    const { cognitoTriggers } = parseEnvironment({ ...complete, COGNITO_TRIGGER_SECRETS: secrets.join(', ') });
    expect(cognitoTriggers).toEqual({ secrets });
  });

  it('asks of the trigger function its table and region, and no more', () => {
    const { AWS_REGION, TABLE_NAME } = complete;
    expect(parseTriggerEnvironment({ AWS_REGION, TABLE_NAME })).toEqual({ region: AWS_REGION, tableName: TABLE_NAME });
    expect(() => parseTriggerEnvironment({ AWS_REGION })).toThrow('TABLE_NAME is missing');
  });

  it('takes a configured issuer alone, and derives the key address from it', () => {
    const { auth } = parseEnvironment({ ...complete, COGNITO_ISSUER: 'https://pool.example/one' });
    expect(auth.pools[0]).toMatchObject({
      issuers: ['https://pool.example/one'],
      jwksUri: 'https://pool.example/one/.well-known/jwks.json',
    });
  });

  it('needs to be told only what nobody can guess', () => {
    const { NODE_ENV, HOST, PORT, LOG_LEVEL, ...needed } = complete;
    expect(parseEnvironment(needed)).toEqual(parseEnvironment({ ...needed, NODE_ENV, HOST, PORT, LOG_LEVEL }));
    expect(problemsOf({ NODE_ENV: undefined, COGNITO_ISSUER: 'http://127.0.0.1:9229/pool' })).toHaveLength(1);
  });

  it('refuses a region that is not the one of the pool', () => {
    expect(problemsOf({ AWS_REGION: 'us-east-1' })).toEqual([
      'COGNITO_USER_POOL_ID names a pool of eu-central-1, and AWS_REGION is us-east-1',
    ]);
    expect(problemsOf({ COGNITO_USER_POOL_ID: 'eu-central-12_AbCdEf123' })).toHaveLength(1);
  });

  it('takes the origins of web pages, exactly as browsers send them', () => {
    const origins = ['https://portal.clinic.com', 'http://localhost:5173'];
    expect(parseEnvironment({ ...complete, CORS_ORIGINS: origins.join(' , ') }).server.corsOrigins).toEqual(origins);
  });

  it('takes proxies by their number, or by addresses and networks; none by default', () => {
    const proxiesOf = (TRUST_PROXY: string) => parseEnvironment({ ...complete, TRUST_PROXY }).server.trustedProxies;
    expect([proxiesOf(''), proxiesOf('0'), proxiesOf('1'), proxiesOf('10')]).toEqual([0, 0, 1, 10]);
    expect(proxiesOf('10.0.0.0/16, 192.168.0.1 ,2001:db8::/32')).toEqual([
      '10.0.0.0/16',
      '192.168.0.1',
      '2001:db8::/32',
    ]);
  });

  it('takes the delay of a shutdown in seconds', () => {
    const delayOf = (SHUTDOWN_DELAY: string) =>
      parseEnvironment({ ...complete, SHUTDOWN_DELAY }).server.shutdownDelayMs;
    expect([delayOf('5'), delayOf('0.25'), delayOf('90')]).toEqual([5_000, 250, 90_000]);
  });

  const needed = ['AWS_REGION', 'COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_IDS', 'TABLE_NAME'];
  it.each(needed)('refuses to go on without %s, and names it', (name) => {
    expect(problemsOf({ [name]: undefined })).toEqual([`${name} is missing`]);
    expect(problemsOf({ [name]: '' })).toEqual([`${name} is missing`]);
  });

  it.each([
    ['NODE_ENV', 'staging'],
    ['HOST', 'two words'],
    ['PORT', '65536'],
    ['PORT', '3000x'],
    ['LOG_LEVEL', 'loud'],
    ['AWS_REGION', 'somewhere'],
    ['COGNITO_USER_POOL_ID', 'swimming'],
    ['COGNITO_CLIENT_IDS', 'a,,b'],
    ['TABLE_NAME', 'a table'],
    ['COGNITO_TRIGGER_SECRETS', secretOf(23)],
    ['COGNITO_TRIGGER_SECRETS', secretOf(65)],
    ['COGNITO_TRIGGER_SECRETS', secretOf(32).replace('whsec_', '')],
    ['COGNITO_TRIGGER_SECRETS', `${secretOf(32)},`],
    ['COGNITO_TRIGGER_SECRETS', secretOf(25).replace('=', '')],
    ['COGNITO_TRIGGER_SECRETS', Array.from({ length: 6 }, () => secretOf(32)).join()],
    ['COGNITO_ISSUER', 'https://pool.example/one/'],
    ['COGNITO_ISSUER', 'file:///etc/passwd'],
    ['COGNITO_JWKS_URI', 'nowhere'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'null'],
    ['CORS_ORIGINS', 'https://portal.clinic.com/'],
    ['CORS_ORIGINS', 'https://portal.clinic.com:443'],
    ['CORS_ORIGINS', 'https://Portal.clinic.com'],
    ['CORS_ORIGINS', 'https://*.clinic.com'],
    ['CORS_ORIGINS', 'https://portal.clinic.com,,'],
    ['SHUTDOWN_DELAY', '91'],
    ['SHUTDOWN_DELAY', '5000'],
    ['SHUTDOWN_DELAY', '5s'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '11'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.0/8/8'],
    ['TRUST_PROXY', '10.0.0.1,'],
    ['TRUST_PROXY', 'balancer.example'],
    ['API_DOCS', 'maybe'],
    ['ALB_ARN', 'clinic-portal'],
    ['ALB_ARN', 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/clinic-portal/50dc6c495c0c9188'],
    ['ALB_PUBLIC_KEY_BASE', 'https://keys.example/'],
  ])('refuses a wrong %s by its name and never by its value', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} must `));
    expect(problems[0]).not.toContain(value);
  });

  it('names every faulty variable at once', () => {
    expect(problemsOf({ PORT: 'x', TABLE_NAME: undefined })).toHaveLength(2);
  });

  it('insists on https in production, and only there', () => {
    const plain = { COGNITO_ISSUER: 'http://127.0.0.1:9229/pool', COGNITO_JWKS_URI: 'http://127.0.0.1:9229/keys' };
    expect(problemsOf(plain)).toEqual([
      'COGNITO_ISSUER must be https when NODE_ENV is production',
      'COGNITO_JWKS_URI must be https when NODE_ENV is production',
    ]);
    expect(problemsOf({ ...plain, NODE_ENV: 'development' })).toEqual([]);
  });

  it('derives the address of a load balancer’s keys from its ARN, where AWS’ pages say that it can be', () => {
    const arn = (partition: string, region: string) =>
      `arn:${partition}:elasticloadbalancing:${region}:123456789012:loadbalancer/app/clinic-portal/50dc6c495c0c9188`;
    const here = arn('aws', 'eu-west-1');
    expect(parseEnvironment(complete).auth).not.toHaveProperty('alb');
    expect(parseEnvironment({ ...complete, ALB_ARN: here }).auth.alb).toEqual({
      arn: here,
      publicKeyBase: 'https://public-keys.auth.elb.eu-west-1.amazonaws.com',
    });
    const [ALB_ARN, ALB_PUBLIC_KEY_BASE] = [arn('aws-us-gov', 'us-gov-west-1'), 'https://keys.example/prod'];
    expect(problemsOf({ ALB_ARN })).toEqual([
      'ALB_PUBLIC_KEY_BASE is missing: in aws-us-gov it cannot be told from ALB_ARN',
    ]);
    expect(parseEnvironment({ ...complete, ALB_ARN, ALB_PUBLIC_KEY_BASE }).auth.alb).toEqual({
      arn: ALB_ARN,
      publicKeyBase: ALB_PUBLIC_KEY_BASE,
    });
    expect(problemsOf({ ALB_PUBLIC_KEY_BASE })).toEqual(['ALB_PUBLIC_KEY_BASE says nothing without ALB_ARN']);
    expect(problemsOf({ ALB_ARN: here, ALB_PUBLIC_KEY_BASE: 'http://127.0.0.1:9/keys' })).toEqual([
      'ALB_PUBLIC_KEY_BASE must be https when NODE_ENV is production',
    ]);
  });

  it('is listed whole in .env.example, whose values are accepted', () => {
    const lines = readFileSync('.env.example', 'utf8').split('\n');
    const entries = lines.flatMap((line) => {
      const [, name, value] = /^(?:# )?([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value] as const];
    });
    expect(entries.map(([name]) => name).sort()).toEqual([...environmentNames].sort());
    expect(() => parseEnvironment(Object.fromEntries(entries))).not.toThrow();
  });
});
