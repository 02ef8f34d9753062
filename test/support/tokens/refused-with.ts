import { AppError } from '../../../src/errors/app-error.js';

/** The refusal that `ask` throws; anything else, an answer included, is an error of the test. */
export function refusedWith(ask: () => unknown): AppError {
  try {
    ask();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
