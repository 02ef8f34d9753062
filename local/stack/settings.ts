import { resolve } from 'node:path';
import { StartError } from '../start-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface PoolSettings {
  /** Where all data live, and the file that says what runs. */
  readonly directory: string;
  /** 0 asks for a free one. */
  readonly cognitoPort: number;
}

export interface StackSettings extends PoolSettings {
  /** The server's port; 0 asks for a free one. */
  readonly port: number;
}

/**
 * Reads the variables that move the stack elsewhere.
 *
 * @throws StartError naming the variable that is wrong
 */
export function readSettings(environment: Environment, projectDirectory: string): StackSettings {
  if (environment['NODE_ENV'] === 'production') {
    throw new StartError(
      'NODE_ENV is production, and `npm start` is the demonstration: unset NODE_ENV, or run `npm run build` and `node dist/main.js`.',
    );
  }
  return { ...readPoolSettings(environment, projectDirectory), port: readPort(environment, 'PORT', 3000) };
}

/**
 * The same for the user pool alone.
 *
 * @throws StartError naming the variable that is wrong
 */
export function readPoolSettings(environment: Environment, projectDirectory: string): PoolSettings {
  if (environment['NODE_ENV'] === 'production') {
    throw new StartError('NODE_ENV is production, and the embedded user pool is for development and tests.');
  }
  return {
    directory: resolve(projectDirectory, valueOf(environment, 'LOCAL_DIR') ?? '.local'),
    cognitoPort: readPort(environment, 'LOCAL_COGNITO_PORT', 9229),
  };
}

/** A variable that is set to nothing counts as not set, as it does for the server. */
export const valueOf = (environment: Environment, name: string): string | undefined => {
  const value = environment[name];
  return value === '' ? undefined : value;
};

function readPort(environment: Environment, name: string, fallback: number): number {
  const value = valueOf(environment, name);
  if (value === undefined) return fallback;
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535) {
    throw new StartError(`${name} must be a port number from 0 to 65535; 0 takes any free port.`);
  }
  return port;
}
