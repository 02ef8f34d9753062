import { text as readAll } from 'node:stream/consumers';
import { importSigningKeys } from '../auth/keys/signing-key.js';
import { readJwks } from '../auth/keys/jwks-document.js';
import { SystemClock } from '../clock/system-clock.js';
import { parseEnvironment } from '../config/environment.js';
import { EnvironmentError } from '../config/variables.js';
import type { PoolSettings } from '../config/settings.js';
import { diagnose } from '../doctor/diagnose.js';
import { checkPool } from '../doctor/pool-checks.js';
import { describePool } from '../doctor/pool-description.js';
import type { ExpectedPool } from '../doctor/token-diagnosis.js';
import { findingsText } from './findings-text.js';

const usage = `Usage: doctor <token or text of an error>   what is the matter with it
       doctor < file                        the same, without leaving a token in the history of the shell
       doctor --pool                        what is unsafe in the settings of the user pool
`;

const keyReading = { timeoutMs: 2_000, maxBytes: 65_536 };

/** What the doctor does not need of the environment. */
const elsewhere = { NODE_ENV: 'development', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', TABLE_NAME: 'none' };

/** The configured pool; undefined, with a word on standard error, when there is none to compare with. */
function configuredPool(): PoolSettings | undefined {
  const { AWS_REGION, COGNITO_USER_POOL_ID, COGNITO_CLIENT_IDS, COGNITO_ISSUER, COGNITO_JWKS_URI } = process.env;
  if (COGNITO_USER_POOL_ID === undefined) return undefined;
  try {
    const pool = { AWS_REGION, COGNITO_USER_POOL_ID, COGNITO_CLIENT_IDS, COGNITO_ISSUER, COGNITO_JWKS_URI };
    return parseEnvironment({ ...elsewhere, ...pool }).auth.pools[0];
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return undefined;
  }
}

/** With the keys of the pool, if they can be had: the doctor works offline too. */
async function expectedPool(): Promise<ExpectedPool | undefined> {
  const pool = configuredPool();
  if (pool === undefined) return undefined;
  try {
    const { keys } = await readJwks(pool.jwksUri, keyReading);
    const byKid = importSigningKeys(keys);
    return { ...pool, keyOf: (kid) => byKid.get(kid) };
  } catch {
    return pool;
  }
}

async function examinePool(): Promise<void> {
  const { COGNITO_USER_POOL_ID: userPoolId } = process.env;
  if (userPoolId === undefined) {
    throw new Error('Set COGNITO_USER_POOL_ID (and AWS credentials), or run `npm start` first: its pool is used then.');
  }
  const findings = checkPool(await describePool(userPoolId));
  process.stdout.write(findings.length > 0 ? findingsText(findings) : 'Nothing unsafe in the settings of this pool.\n');
  if (findings.length > 0) process.exitCode = 1;
}

async function explain(words: readonly string[]): Promise<void> {
  const complaint = words.length > 0 || process.stdin.isTTY ? words.join(' ') : await readAll(process.stdin);
  if (complaint.trim() === '') {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  process.stdout.write(
    findingsText(diagnose(complaint, { now: new SystemClock().seconds(), pool: await expectedPool() })),
  );
}

try {
  const words = process.argv.slice(2);
  await (words[0] === '--pool' ? examinePool() : explain(words));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : 'The doctor failed.'}\n`);
  process.exitCode = 1;
}
