import { isLoopback } from '../../dynamodb/loopback.js';
import type { PoolAddress } from '../../demo/pool-client.js';
import { type Environment, valueOf } from '../settings.js';
import type { StackFile } from '../stack-file.js';

export interface EmbeddedCloud {
  readonly pool: PoolAddress;
  readonly dynamoDbEndpoint: string;
  readonly port: number;
  /** The bucket of the uploads; without one the server offers none. */
  readonly uploads?: { readonly endpoint: string; readonly bucket: string };
}

const defaultTable = 'clinic-portal-local';

/**
 * The environment of the server: every variable of `.env.example` filled in for the embedded cloud, and each that is
 * already set left as it is. COGNITO_JWKS_URI stays unset, so that it follows the issuer.
 */
export function serverEnvironment(own: Environment, cloud: EmbeddedCloud): Record<string, string> {
  const { pool } = cloud;
  const embedded = {
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    ...addressOf(pool),
    // the id of another pool begins with its region, and the server insists on that one
    AWS_REGION: /^(.+)_/.exec(valueOf(own, 'COGNITO_USER_POOL_ID') ?? '')?.[1] ?? pool.region,
    TABLE_NAME: defaultTable,
    // where a web page in development is usually served (Vite)
    CORS_ORIGINS: 'http://localhost:5173',
    // events are delivered by the server itself, also to a receiver on this machine
    OUTBOX_POLL: '1',
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    AWS_ENDPOINT_URL_DYNAMODB: cloud.dynamoDbEndpoint,
    // what administrators change is told to the embedded pool; another pool is found by the SDK itself
    ...(trustsAnotherPool(own) ? {} : { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint }),
    ...(cloud.uploads && uploadVariables(own, cloud.uploads, pool)),
    // the server itself stays quiet about it on Node 20 as well
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const given = Object.entries(own).filter((entry): entry is [string, string] => valueOf(own, entry[0]) !== undefined);
  const merged = { ...embedded, ...Object.fromEntries(given), PORT: String(cloud.port) };
  return isLoopback(merged.AWS_ENDPOINT_URL_DYNAMODB) ? withoutAccount(merged) : merged;
}

/**
 * The environment of a command line of the server: this process' own, and the pool and table of the running stack.
 *
 * @param stack nothing when no stack runs, or when the environment names a pool of its own
 */
export function commandEnvironment(own: Environment, stack: StackFile | undefined): Environment {
  const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  if (stack === undefined) return { ...quiet, ...own };
  const { cognito: pool, dynamodb } = stack;
  return {
    ...quiet,
    ...own,
    ...addressOf(pool),
    TABLE_NAME: dynamodb.table,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

const addressOf = ({ region, userPoolId, clients, issuer }: PoolAddress) => ({
  AWS_REGION: region,
  COGNITO_USER_POOL_ID: userPoolId,
  COGNITO_CLIENT_IDS: [clients.web, clients.mobile, clients.server.id].join(','),
  COGNITO_ISSUER: issuer,
});

/**
 * A bucket of one's own is found by the SDK itself. Users get AWS credentials from the embedded identity pool, which takes
 * the tokens of the embedded user pool alone.
 */
function uploadVariables(
  own: Environment,
  { bucket, endpoint }: { bucket: string; endpoint: string },
  pool: PoolAddress,
): Record<string, string> {
  if (valueOf(own, 'UPLOADS_BUCKET') !== undefined) return {};
  return {
    UPLOADS_BUCKET: bucket,
    AWS_ENDPOINT_URL_S3: endpoint,
    ...(!trustsAnotherPool(own) && {
      COGNITO_IDENTITY_POOL_ID: pool.identityPoolId,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY: pool.endpoint,
    }),
  };
}

/** A DynamoDB on this machine asks for some credentials and looks at none: no profile is read, no account is touched. */
function withoutAccount(environment: Record<string, string>): Record<string, string> {
  const rest = Object.fromEntries(Object.entries(environment).filter(([name]) => !accountVariables.has(name)));
  const hasKeys = rest['AWS_ACCESS_KEY_ID'] !== undefined && rest['AWS_SECRET_ACCESS_KEY'] !== undefined;
  return hasKeys ? rest : { ...rest, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
}

const accountVariables = new Set(['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']);

/** True when the server is told to trust another pool than the embedded one. */
export function trustsAnotherPool(own: Environment): boolean {
  return valueOf(own, 'COGNITO_ISSUER') !== undefined || valueOf(own, 'COGNITO_USER_POOL_ID') !== undefined;
}
