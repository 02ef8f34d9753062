import { HttpException } from '@nestjs/common';
import { AppError, type ErrorCode, type Fault } from './app-error.js';
import { problemCatalogue } from './problem-catalogue.js';

/** The body of every refusal: RFC 9457 problem details, with `code` as the member that clients switch on. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail?: string;
  errors?: readonly Fault[];
}

/** What the framework refuses by itself, before our code sees the request. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

/** Turns whatever was thrown into an error of ours. What is neither ours nor a plain 4xx of the framework is `internal`. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = error instanceof HttpException ? error.getStatus() : 500;
  if (status >= 500) return new AppError('internal', { cause: error });
  const code = codeOfStatus[status] ?? 'invalid_request';
  // the framework refuses with 400 by itself only what it cannot parse
  const detail = code === 'invalid_request' ? { detail: 'The body is not the JSON that was announced.' } : {};
  return new AppError(code, { ...detail, cause: error });
}

/** Written out once an error: a refusal that is remembered is the same error each time. */
const bodies = new WeakMap<AppError, string>();

/** `problemDetails` as JSON. */
export function problemBody(error: AppError): string {
  let body = bodies.get(error);
  if (body === undefined) bodies.set(error, (body = JSON.stringify(problemDetails(error))));
  return body;
}

/**
 * The problem that a caller sees. It names neither the path nor the request, so that two missing things look the same to
 * the byte, whoever owns them.
 */
export function problemDetails(error: AppError): ProblemDetails {
  const { status, title } = problemCatalogue[error.code];
  return {
    type: `urn:clinic-portal:problem:${error.code}`,
    title,
    status,
    code: error.code,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.faults === undefined ? {} : { errors: error.faults }),
  };
}
