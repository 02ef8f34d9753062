import { tryPort } from '../processes/ports.js';
import { StartError } from '../start-error.js';

/**
 * Makes sure that a port can be had, or finds a free one for 0.
 *
 * @param variable the environment variable that says otherwise
 * @throws StartError: one sentence that names the port and the variable
 */
export async function claimPort(variable: string, port: number, host: string): Promise<number> {
  try {
    return await tryPort(port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === undefined ? undefined : reasons[code];
    throw new StartError(
      why === undefined
        ? `Port ${port} of ${host} cannot be listened on (${code ?? String(error)}).`
        : `Port ${port} ${why}: set ${variable} to another port, or to 0 for any free one.`,
      { cause: error },
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is already in use',
  EACCES: 'needs more privileges',
};
