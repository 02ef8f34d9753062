import { isIP } from 'node:net';
import * as z from 'zod';
import { regionOf } from '../ids/user-pool-id.js';
import type { AlbSettings, PoolSettings, Settings } from './settings.js';
import {
  checkVariables,
  type Environment,
  EnvironmentError,
  matching,
  storeVariables,
  webhookVariables,
} from './variables.js';

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });
const httpAddress = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .refine((value) => !/[?#]|\/$/.test(value), { error: 'must have no query, no fragment and no slash at its end' });

/** An origin exactly as browsers send it (RFC 6454, section 6.2): no path, no slash at the end, no default port. */
function isOrigin(value: string): boolean {
  return /^https?:\/\/[^*]+$/.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

/** An address, or a network as RFC 4632 writes it, such as 10.0.0.0/16. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** ECS stops a task at most 120 s after SIGTERM; the requests in flight need some of them. */
const longestShutdownDelay = 90;

/** Standard Webhooks' form of a secret; only the one canonical spelling, so that a typing error is found here. */
function isWebhookSecret(secret: string): boolean {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? '';
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === encoded;
}

const schema = z.object({
  // the strictest is the default: production insists on https for Cognito
  NODE_ENV: oneOf(['development', 'test', 'production']).default('production'),
  HOST: matching(/^[\w.:-]{1,255}$/, 'must be an address to listen on, such as 0.0.0.0').default('0.0.0.0'),
  PORT: matching(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((port) => port <= 65_535, { error: 'must be a port number of at most 65535' })
    .default(3000),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  CORS_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .refine((origins) => origins.length <= 50 && origins.every(isOrigin), {
      error:
        'must be origins separated by commas, such as https://portal.clinic.com: no path, no slash at the end, no wildcard',
    })
    .default([]),
  SHUTDOWN_DELAY: matching(/^\d{1,2}(\.\d{1,3})?$/, `must be seconds from 0 to ${longestShutdownDelay}`)
    .transform(Number)
    .refine((seconds) => seconds <= longestShutdownDelay, {
      error: `must be seconds from 0 to ${longestShutdownDelay}`,
    })
    .default(0),
  TRUST_PROXY: z
    .string()
    .transform((text) => (/^\d{1,2}$/.test(text) ? Number(text) : text.split(',').map((part) => part.trim())))
    .refine((proxies) => (typeof proxies === 'number' ? proxies <= 10 : proxies.every(isNetwork)), {
      error:
        'must be the number of proxies in front (at most 10), or their addresses and networks, separated by commas',
    })
    .default(0),
  API_DOCS: oneOf(['on', 'off']).default('on'),
  COGNITO_USER_POOL_ID: matching(
    /^[\w-]{1,40}_[0-9a-zA-Z]{1,40}$/,
    'must be a user pool id, such as us-east-1_AbCdEf123',
  ),
  COGNITO_CLIENT_IDS: matching(
    /^[\w+]{1,128}(\s*,\s*[\w+]{1,128})*$/,
    'must be app client ids, separated by commas',
  ).transform((list) => list.split(',').map((id) => id.trim()) as [string, ...string[]]),
  ...storeVariables(),
  ...webhookVariables(),
  OUTBOX_POLL: matching(/^\d{1,4}(\.\d{1,3})?$/, 'must be seconds from 0 to 3600')
    .transform(Number)
    .refine((seconds) => seconds <= 3_600, { error: 'must be seconds from 0 to 3600' })
    .default(0),
  COGNITO_TRIGGER_SECRETS: z
    .string()
    .transform((list) => list.split(',').map((secret) => secret.trim()))
    .refine((secrets) => secrets.length <= 5 && secrets.every(isWebhookSecret), {
      error: 'must be one to five secrets separated by commas, each whsec_ and the Base64 of 24 to 64 bytes',
    })
    .optional(),
  UPLOADS_BUCKET: matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of an S3 bucket').optional(),
  COGNITO_IDENTITY_POOL_ID: matching(
    /^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}:[0-9a-f-]{36}$/,
    'must be an identity pool id, such as us-east-1:12345678-1234-1234-1234-123456789012',
  ).optional(),
  COGNITO_ISSUER: httpAddress.optional(),
  COGNITO_JWKS_URI: httpAddress.optional(),
  ALB_ARN: matching(
    /^arn:aws(-[a-z]+)*:elasticloadbalancing:[a-z]{2}(-[a-z]+){1,3}-\d{1,2}:\d{12}:loadbalancer\/app\/[\w-]{1,32}\/[0-9a-f]{1,32}$/,
    'must be the ARN of an Application Load Balancer',
  ).optional(),
  ALB_PUBLIC_KEY_BASE: httpAddress.optional(),
});

type Variables = z.infer<typeof schema>;

/** The names this server reads, and no others; `.env.example` lists the same. */
export const environmentNames: readonly string[] = Object.keys(schema.shape);

/**
 * Checks the environment once and gives it back typed.
 *
 * @throws EnvironmentError with a line for each faulty variable.
 */
export function parseEnvironment(environment: Environment): Settings {
  const variables = checkVariables(schema, environment);
  const pool = poolSettings(variables);
  const alb = albSettings(variables);
  if (variables.NODE_ENV === 'production') requireHttps(variables, pool, alb);
  return {
    server: {
      environment: variables.NODE_ENV,
      host: variables.HOST,
      port: variables.PORT,
      logLevel: variables.LOG_LEVEL,
      corsOrigins: variables.CORS_ORIGINS,
      trustedProxies: variables.TRUST_PROXY,
      shutdownDelayMs: Math.round(variables.SHUTDOWN_DELAY * 1000),
      documentation: variables.API_DOCS === 'on',
    },
    auth: { pools: [pool], ...(alb && { alb }) },
    dynamodb: { region: variables.AWS_REGION, tableName: variables.TABLE_NAME },
    cognitoTriggers: { secrets: variables.COGNITO_TRIGGER_SECRETS ?? [] },
    webhooks: {
      allowedNetworks: variables.WEBHOOK_ALLOWED_NETWORKS,
      pollMs: Math.round(variables.OUTBOX_POLL * 1000),
    },
    ...uploadSettings(variables),
  };
}

function poolSettings(variables: Variables): PoolSettings {
  const { AWS_REGION: region, COGNITO_USER_POOL_ID: userPoolId } = variables;
  if (regionOf(userPoolId) !== region) {
    throw new EnvironmentError([
      `COGNITO_USER_POOL_ID names a pool of ${regionOf(userPoolId)}, and AWS_REGION is ${region}`,
    ]);
  }
  const official = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
  const issuer = variables.COGNITO_ISSUER ?? official;
  return {
    userPoolId,
    // the newer form is Cognito's own second name for the same pool (docs/cognito-facts.md#t8); a configured issuer stands alone
    issuers: variables.COGNITO_ISSUER
      ? [issuer]
      : [official, `https://issuer-cognito-idp.${region}.amazonaws.com/${userPoolId}`],
    jwksUri: variables.COGNITO_JWKS_URI ?? `${issuer}/.well-known/jwks.json`,
    clientIds: variables.COGNITO_CLIENT_IDS,
  };
}

/** @throws EnvironmentError: credentials from an identity pool are for the folders of the bucket */
function uploadSettings(variables: Variables): Pick<Settings, 'uploads' | 'awsCredentials'> {
  const { UPLOADS_BUCKET: bucket, COGNITO_IDENTITY_POOL_ID: identityPoolId, AWS_REGION: region } = variables;
  if (bucket === undefined) {
    if (identityPoolId === undefined) return {};
    throw new EnvironmentError(['COGNITO_IDENTITY_POOL_ID says nothing without UPLOADS_BUCKET']);
  }
  return {
    uploads: { bucket, region },
    ...(identityPoolId !== undefined && { awsCredentials: { identityPoolId, bucket, region } }),
  };
}

function albSettings({ ALB_ARN: arn, ALB_PUBLIC_KEY_BASE: base }: Variables): AlbSettings | undefined {
  if (arn === undefined) {
    if (base !== undefined) throw new EnvironmentError(['ALB_PUBLIC_KEY_BASE says nothing without ALB_ARN']);
    return undefined;
  }
  const [, partition, , region] = arn.split(':');
  // the other partitions have addresses of their own
  if (base === undefined && partition !== 'aws') {
    throw new EnvironmentError([
      `ALB_PUBLIC_KEY_BASE is missing: in ${partition ?? ''} it cannot be told from ALB_ARN`,
    ]);
  }
  return { arn, publicKeyBase: base ?? `https://public-keys.auth.elb.${region ?? ''}.amazonaws.com` };
}

function requireHttps(variables: Variables, pool: PoolSettings, alb: AlbSettings | undefined): void {
  const problems = [
    ...(pool.issuers.every(isHttps) ? [] : ['COGNITO_ISSUER must be https when NODE_ENV is production']),
    // a derived address is already blamed on the issuer it comes from
    ...(variables.COGNITO_JWKS_URI && !isHttps(variables.COGNITO_JWKS_URI)
      ? ['COGNITO_JWKS_URI must be https when NODE_ENV is production']
      : []),
    ...(alb && !isHttps(alb.publicKeyBase) ? ['ALB_PUBLIC_KEY_BASE must be https when NODE_ENV is production'] : []),
  ];
  if (problems.length > 0) throw new EnvironmentError(problems);
}

const isHttps = (address: string): boolean => address.startsWith('https://');
