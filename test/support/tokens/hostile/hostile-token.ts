import type { ErrorCode } from '../../../../src/errors/app-error.js';

/** A token that must be refused, and with which code. */
export interface HostileToken {
  readonly name: string;
  readonly token: string;
  readonly code: ErrorCode;
}
