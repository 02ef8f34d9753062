import { AppError, type AppErrorOptions, type ErrorCode } from '../errors/app-error.js';

/**
 * An AppError without a stack trace. A refused token is an everyday answer and not a fault to trace, and collecting the
 * stack costs as much as reading the token: it would make refusing dearer than accepting.
 */
export function refusal(code: ErrorCode, options: AppErrorOptions): AppError {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new AppError(code, options);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
