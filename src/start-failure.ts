import { EnvironmentError } from './config/variables.js';

/** One readable paragraph for whoever starts the server; a stack only for what nobody foresaw. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof EnvironmentError) return error.message;
  if (!(error instanceof Error)) return 'The server could not start.';
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'The port in PORT is already in use: stop the other program or set PORT to another number.';
  }
  return `The server could not start: ${error.stack ?? error.message}`;
}
