import { importSigningKeys } from '../auth/keys/signing-key.js';
import { readJwks } from '../auth/keys/jwks-document.js';
import { parseEnvironment } from '../config/environment.js';
import { type Environment, EnvironmentError } from '../config/variables.js';
import type { PoolSettings } from '../config/settings.js';
import { diagnose } from '../doctor/diagnose.js';
import { checkPool } from '../doctor/pool-checks.js';
import { describePool } from '../doctor/pool-description.js';
import type { ExpectedPool } from '../doctor/token-diagnosis.js';
import { findingsText } from './findings-text.js';

/** What a command line has around it. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly environment: Environment;
  /** Standard input, read only when there are no words. */
  readonly input: () => Promise<string>;
  /** Seconds since the epoch. */
  readonly now: number;
}

export interface CommandResult {
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  readonly errors: string;
}

const usage = `Usage: doctor <token or text of an error>   what is the matter with it
       doctor < file                        the same, without leaving a token in the history of the shell
       doctor --pool                        what is unsafe in the settings of the user pool
`;

const keyReading = { timeoutMs: 2_000, maxBytes: 65_536 };

/** What the doctor does not need of the environment. */
const elsewhere = { NODE_ENV: 'development', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', TABLE_NAME: 'none' };

/**
 * Explains what it is given, or the settings of the pool that the environment names. Exit code 1: the pool has something to
 * mend; 2: there was nothing to explain.
 *
 * @throws the SDK's error when the pool cannot be read
 */
export async function doctor(command: CommandLine): Promise<CommandResult> {
  return command.words[0] === '--pool' ? examinePool(command.environment) : explain(command);
}

async function explain({ words, environment, input, now }: CommandLine): Promise<CommandResult> {
  const complaint = words.length > 0 ? words.join(' ') : await input();
  if (complaint.trim() === '') return { exitCode: 2, output: '', errors: usage };
  const { pool, errors } = configuredPool(environment);
  const findings = diagnose(complaint, { now, pool: pool && (await withKeys(pool)) });
  return { exitCode: 0, output: findingsText(findings), errors };
}

async function examinePool({ COGNITO_USER_POOL_ID: userPoolId = '' }: Environment): Promise<CommandResult> {
  if (userPoolId === '') {
    const errors = 'Set COGNITO_USER_POOL_ID (and AWS credentials), or run `npm start` first: its pool is used then.\n';
    return { exitCode: 2, output: '', errors };
  }
  const findings = checkPool(await describePool(userPoolId));
  if (findings.length > 0) return { exitCode: 1, output: findingsText(findings), errors: '' };
  return { exitCode: 0, output: 'Nothing unsafe in the settings of this pool.\n', errors: '' };
}

/** A wrong variable is told, and the token is explained without a pool to compare with. */
function configuredPool(environment: Environment): { pool?: PoolSettings; errors: string } {
  const { AWS_REGION, COGNITO_USER_POOL_ID, COGNITO_CLIENT_IDS, COGNITO_ISSUER, COGNITO_JWKS_URI } = environment;
  if (COGNITO_USER_POOL_ID === undefined || COGNITO_USER_POOL_ID === '') return { errors: '' };
  try {
    const named = { AWS_REGION, COGNITO_USER_POOL_ID, COGNITO_CLIENT_IDS, COGNITO_ISSUER, COGNITO_JWKS_URI };
    return { pool: parseEnvironment({ ...elsewhere, ...named }).auth.pools[0], errors: '' };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { errors: `${error.message}\n` };
  }
}

/** With the keys of the pool, if they can be had: the doctor works offline too. */
async function withKeys(pool: PoolSettings): Promise<ExpectedPool> {
  try {
    const { keys } = await readJwks(pool.jwksUri, keyReading);
    const byKid = importSigningKeys(keys);
    return { ...pool, keyOf: (kid) => byKid.get(kid) };
  } catch {
    return pool;
  }
}
