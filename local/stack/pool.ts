import { join } from 'node:path';
import { startPortalCognito } from '../portal-pool.js';
import { claimPort } from './claim-port.js';
import { claimDirectory } from './claim-directory.js';
import { poolAddress } from './pool-address.js';
import { writePoolFile } from './pool-file.js';
import { type RunOptions, runUntilStopped } from './run.js';
import { type Environment, readPoolSettings, valueOf } from './settings.js';
import { poolWelcome } from './welcome.js';

export interface PoolOptions extends RunOptions {
  readonly projectDirectory: string;
  readonly environment: Environment;
}

/**
 * Runs the embedded user pool alone, on the state that `npm start` keeps as well, until it is told to stop.
 *
 * @returns the exit code: 0 when it was told to stop, 1 when it could not start
 */
export function runPool(options: PoolOptions): Promise<number> {
  return runUntilStopped(options, async (life) => {
    const { directory, cognitoPort } = readPoolSettings(options.environment, options.projectDirectory);
    claimDirectory(directory, life);
    const port = await claimPort('LOCAL_COGNITO_PORT', cognitoPort, '127.0.0.1');
    const cognito = await startPortalCognito({
      ...{ directory: join(directory, 'cognito'), port },
      lambdaEndpoint: valueOf(options.environment, 'AWS_ENDPOINT_URL_LAMBDA'),
    });
    life.onEnd(() => cognito.stop());
    const pool = poolAddress(cognito);
    writePoolFile(directory, pool);
    options.print(poolWelcome(pool, directory));
  });
}
