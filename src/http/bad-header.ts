import { AppError } from '../errors/app-error.js';

/** A header of the request that is not as its specification has it. */
export function badHeader(name: string, detail: string): AppError {
  return new AppError('invalid_request', { faults: [{ in: 'header', pointer: `#/${name}`, detail }] });
}
