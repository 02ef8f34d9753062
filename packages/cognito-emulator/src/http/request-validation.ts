import type * as z from 'zod';
import { CognitoError, invalidParameter } from '../cognito-error.js';

type Issue = z.core.$ZodIssue;

/**
 * The input that an operation's schema reads out of a request body. As AWS does, a wrong JSON type is a SerializationException
 * and every broken constraint is listed in one InvalidParameterException.
 */
export function parseRequest(schema: z.ZodType, body: unknown): unknown {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  const mistyped = parsed.error.issues.find((issue) => issue.code === 'invalid_type' && !isMissing(issue));
  if (mistyped !== undefined) throw new CognitoError('SerializationException', serializationMessage(mistyped));
  const errors = parsed.error.issues.map(
    (issue) => `Value ${shown(issue)} at '${memberPath(issue)}' failed to satisfy constraint: ${constraintOf(issue)}`,
  );
  throw invalidParameter(
    `${errors.length} validation error${errors.length === 1 ? '' : 's'} detected: ${errors.join('; ')}`,
  );
}

function isMissing({ input }: Issue): boolean {
  return input === undefined || input === null;
}

function serializationMessage(issue: Issue): string {
  if (issue.path.length === 0) return 'Start of structure or map found where not expected.';
  const found = Array.isArray(issue.input)
    ? 'LIST'
    : typeof issue.input === 'object'
      ? 'STRUCTURE'
      : typeof issue.input;
  const wanted = issue.code === 'invalid_type' ? issue.expected : 'value';
  return `${found.toUpperCase()}_VALUE can not be converted to ${wanted === 'int' ? 'an Integer' : `a ${capitalised(wanted)}`}`;
}

/** Members as AWS names them in validation errors: `userAttributes.1.member.name`. */
function memberPath({ path }: Issue): string {
  return path
    .map((part) =>
      typeof part === 'number'
        ? `${part + 1}.member`
        : `${part.toString().charAt(0).toLowerCase()}${part.toString().slice(1)}`,
    )
    .join('.');
}

/** A value as the error shows it; a password never. */
function shown(issue: Issue): string {
  if (isMissing(issue)) return 'null';
  const secret = issue.path.some((part) => /password|secret|token/i.test(part.toString()));
  if (secret) return '***';
  return `'${typeof issue.input === 'string' ? issue.input.slice(0, 256) : JSON.stringify(issue.input).slice(0, 256)}'`;
}

function constraintOf(issue: Issue): string {
  if (isMissing(issue)) return 'Member must not be null';
  switch (issue.code) {
    case 'too_small':
      return `Member must have ${sizeOf(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${sizeOf(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${patternOf(issue.pattern)}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    default:
      return 'Member is invalid';
  }
}

function sizeOf(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length' : 'value';
}

function patternOf(pattern: string | undefined): string {
  return (pattern ?? '').replace(/^\/\^?/, '').replace(/\$?\/$/, '');
}

function capitalised(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
