import { importSigningKeys } from '../auth/keys/signing-key.js';
import { readJwks } from '../auth/keys/jwks-document.js';
import { parseEnvironment } from '../config/environment.js';
import { type Environment, EnvironmentError } from '../config/variables.js';
import type { PoolSettings } from '../config/settings.js';
import { diagnose } from '../doctor/diagnose.js';
import { shown } from '../doctor/diagnosis.js';
import { findToken } from '../doctor/find-token.js';
import { checkPool } from '../doctor/pool/pool-checks.js';
import { describePool } from '../doctor/pool/pool-description.js';
import type { ExpectedPool } from '../doctor/token/token-diagnosis.js';
import { findingsText } from './findings-text.js';

/** What a command line has around it. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly environment: Environment;
  /** Reads standard input; called only when there are no words, or a single `-`. */
  readonly input: () => Promise<string>;
  /** Seconds since the epoch. */
  readonly now: number;
}

export interface CommandResult {
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  readonly errors: string;
}

const usage = `Usage: doctor [--] <text of an error>   explains it, and names the setting to change
       doctor -                       reads a token or a text from standard input, as without any argument
       doctor --pool                  finds what is unsafe in the settings of the user pool
       doctor --help                  prints this

Pass a token through standard input: an argument stays in the history of the shell, and npm prints it.

       npm run --silent doctor < file-with-the-token
       printf %s "$TOKEN" | node dist/cli/doctor.js

Exit code: 0, 1 when --pool has findings, 2 when there was nothing to explain.
`;

const keyReading = { timeoutMs: 2_000, maxBytes: 65_536 };

/** What the doctor does not need of the environment. */
const elsewhere = { NODE_ENV: 'development', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', TABLE_NAME: 'none' };

/**
 * Explains what it is given, or the settings of the pool that the environment names.
 *
 * @returns what to print, and the exit code: 1 when the pool has something to change, 2 when there was nothing to explain
 * @throws the SDK's error when the pool cannot be read
 */
export async function doctor(command: CommandLine): Promise<CommandResult> {
  const [first] = command.words;
  if (first === '--help' || first === '-h') return { exitCode: 0, output: usage, errors: '' };
  if (first === '--pool') return examinePool(command.environment);
  if (first?.startsWith('--') === true && first !== '--') {
    return { exitCode: 2, output: '', errors: `There is no option ${shown(first)}.\n${usage}` };
  }
  return explain({ ...command, words: first === '--' ? command.words.slice(1) : command.words });
}

async function explain({ words, environment, input, now }: CommandLine): Promise<CommandResult> {
  const fromInput = words.length === 0 || (words.length === 1 && words[0] === '-');
  const complaint = fromInput ? await input() : words.join(' ');
  if (complaint.trim() === '') return { exitCode: 2, output: '', errors: usage };
  const { pool, errors } = configuredPool(environment);
  const findings = diagnose(complaint, { now, pool: pool && (await withKeys(pool)) });
  const advice = !fromInput && findToken(complaint) !== undefined ? tokenAsArgument : '';
  return { exitCode: 0, output: findingsText(findings), errors: errors + advice };
}

const tokenAsArgument =
  'The token was an argument: it is in the history of the shell now, and in the output of npm. Pass it through standard input.\n';

async function examinePool({ COGNITO_USER_POOL_ID: userPoolId = '' }: Environment): Promise<CommandResult> {
  if (userPoolId === '') {
    const errors = 'Set COGNITO_USER_POOL_ID (and AWS credentials), or run `npm start` first: its pool is used then.\n';
    return { exitCode: 2, output: '', errors };
  }
  const findings = checkPool(await describePool(userPoolId));
  if (findings.length > 0) return { exitCode: 1, output: findingsText(findings), errors: '' };
  return { exitCode: 0, output: 'Nothing unsafe in the settings of this pool.\n', errors: '' };
}

/** When a variable is wrong, its error is reported and the token is explained without a pool to compare with. */
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
