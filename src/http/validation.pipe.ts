import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { AppError, type Fault } from '../errors/app-error.js';

type Issue = Parameters<NonNullable<StandardSchemaValidationPipe['exceptionFactory']>>[0][number];

const faultsShown = 20;
const places = { body: 'body', query: 'query', param: 'path' } as const;

/**
 * Nest's own schema pipe, closed by default: a body, query or path parameter without a schema is a fault of ours, not a
 * value to let through. Every fault of the request is told by a JSON pointer (RFC 6901).
 */
export class ValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { type, schema } = metadata;
    // custom decorators hand over what our own guards made
    if (type === 'custom') return value;
    if (schema === undefined) {
      throw new AppError('internal', { reason: `a ${type} parameter has no schema` });
    }
    this.stripProtoKeys(value);
    const result = await this.validate<T>(value, schema);
    if (result.issues === undefined) return result.value;
    const faults = result.issues.flatMap((issue) => faultsOf(issue, places[type]));
    throw new AppError('invalid_request', { faults: faults.slice(0, faultsShown) });
  }
}

function faultsOf(issue: Issue, place: Fault['in']): Fault[] {
  const path = (issue.path ?? []).map((segment) => (typeof segment === 'object' ? segment.key : segment));
  // zod reports all unknown members of an object in one issue; each deserves its own pointer
  if ('code' in issue && issue.code === 'unrecognized_keys' && 'keys' in issue && Array.isArray(issue.keys)) {
    return issue.keys.map((key) => ({
      in: place,
      pointer: pointerTo([...path, String(key)]),
      detail: 'Unknown field',
    }));
  }
  return [{ in: place, pointer: pointerTo(path), detail: issue.message }];
}

function pointerTo(path: readonly PropertyKey[]): string {
  const tokens = path.map((segment) =>
    // a member's name is the caller's own text: bounded, and escaped as RFC 6901 sections 3 and 6 ask
    encodeURIComponent(String(segment).slice(0, 64).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  return ['#', ...tokens].join('/');
}
