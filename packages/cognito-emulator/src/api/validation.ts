import type { CognitoErrorName } from '../cognito-error.js';
import { CognitoError } from '../cognito-error.js';
import type { ApiModel, Shape } from './api-model.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * Checks and reads the inputs of a service's operations as its API model says: types, lengths, ranges, patterns, enumerations,
 * required members. AWS lists every broken constraint in one error.
 */
export class InputValidation {
  private readonly patterns = new Map<string, RegExp>();

  /** `refusal` is the error of broken constraints: InvalidParameterException of user pools, ValidationException of identity pools. */
  constructor(
    private readonly model: ApiModel,
    private readonly refusal: CognitoErrorName,
  ) {}

  /** Whether an operation takes no AWS credentials; undefined for an operation that the API does not have. */
  isOpen(operation: string): boolean | undefined {
    const { operations } = this.model;
    return Object.hasOwn(operations, operation) ? operations[operation]?.open === true : undefined;
  }

  /**
   * The members of a request that the operation has; others are ignored, as AWS does.
   *
   * @throws CognitoError SerializationException for a wrong JSON type, else the refusal with every broken constraint
   */
  read(operation: string, body: unknown): Members {
    const { input = '' } = this.model.operations[operation] ?? {};
    const errors: string[] = [];
    const read = this.value(this.shape(input), body ?? {}, [], errors) as Members;
    if (errors.length > 0) {
      const count = `${errors.length} validation error${errors.length === 1 ? '' : 's'} detected`;
      throw new CognitoError(this.refusal, `${count}: ${errors.join('; ')}`);
    }
    return read;
  }

  private value(shape: Shape, value: unknown, path: readonly string[], errors: string[]): unknown {
    requireType(shape.type, value, path);
    this.constrain(shape, value, path, errors);
    switch (shape.type) {
      case 'structure':
        return this.structure(shape, value as Members, path, errors);
      case 'list':
        return (value as readonly unknown[]).map((item, index) =>
          this.value(this.shape(shape.member), item, [...path, String(index + 1), 'member'], errors),
        );
      case 'map':
        return Object.fromEntries(
          Object.entries(value as Members).map(([key, item]) => {
            this.constrain(this.shape(shape.key), key, path, errors);
            return [key, this.value(this.shape(shape.value), item, [...path, key, 'member'], errors)];
          }),
        );
      default:
        return value;
    }
  }

  private structure(shape: Shape, given: Members, path: readonly string[], errors: string[]): Members {
    const members = Object.entries(shape.members ?? {});
    const read: Record<string, unknown> = {};
    for (const [name, of] of members) {
      const inner = [...path, `${name.charAt(0).toLowerCase()}${name.slice(1)}`];
      const value = given[name];
      if (value !== undefined && value !== null) read[name] = this.value(this.shape(of), value, inner, errors);
      else if (shape.required?.includes(name) === true) errors.push(broken(this.shape(of), null, inner, 'not be null'));
    }
    return read;
  }

  private constrain(shape: Shape, value: unknown, path: readonly string[], errors: string[]): void {
    const { min, max, pattern } = shape;
    const size = sizeOf(value);
    const measure = typeof value === 'number' ? 'value' : 'length';
    if (min !== undefined && size < min) {
      errors.push(broken(shape, value, path, `have ${measure} greater than or equal to ${min}`));
    }
    if (max !== undefined && size > max) {
      errors.push(broken(shape, value, path, `have ${measure} less than or equal to ${max}`));
    }
    if (pattern !== undefined && !this.pattern(pattern).test(String(value))) {
      errors.push(broken(shape, value, path, `satisfy regular expression pattern: ${pattern}`));
    }
    if (shape.enum !== undefined && !shape.enum.includes(String(value))) {
      errors.push(broken(shape, value, path, `satisfy enum value set: [${shape.enum.join(', ')}]`));
    }
  }

  private shape(name = ''): Shape {
    return this.model.shapes[name] ?? { type: 'structure' };
  }

  /** The model's patterns are Java's: they match whole values. */
  private pattern(source: string): RegExp {
    const known = this.patterns.get(source);
    if (known !== undefined) return known;
    const made = compiled(source);
    this.patterns.set(source, made);
    return made;
  }
}

/** A pattern as JavaScript has it; Java's `(?s)` is the flag `s`. */
function compiled(source: string): RegExp {
  return new RegExp(`^(?:${source.replace('(?s)', '')})$`, source.includes('(?s)') ? 'su' : 'u');
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

/** One broken constraint in AWS's words; the value of a sensitive member is left out. */
function broken({ sensitive }: Shape, value: unknown, path: readonly string[], constraint: string): string {
  const shown = value === null ? ' null' : sensitive === true ? '' : ` '${textOf(value).slice(0, 256)}'`;
  return `Value${shown} at '${path.join('.')}' failed to satisfy constraint: Member must ${constraint}`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const expected: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  string: [(value) => typeof value === 'string', 'a String'],
  boolean: [(value) => typeof value === 'boolean', 'a Boolean'],
  integer: [Number.isInteger, 'an Integer'],
  long: [Number.isInteger, 'a Long'],
  double: [(value) => typeof value === 'number', 'a Double'],
  timestamp: [(value) => typeof value === 'number' || typeof value === 'string', 'a Timestamp'],
  blob: [(value) => typeof value === 'string', 'a Blob'],
  list: [Array.isArray, 'a List'],
  map: [isObject, 'a Map'],
  structure: [isObject, 'a Structure'],
};

function requireType(type: string, value: unknown, path: readonly string[]): void {
  const [fits, name] = expected[type] ?? [() => true, ''];
  if (fits(value)) return;
  const message =
    path.length === 0 || isObject(value)
      ? 'Start of structure or map found where not expected.'
      : `${kindOf(value)}_VALUE can not be converted to ${name}`;
  throw new CognitoError('SerializationException', message);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'LIST';
  return typeof value === 'boolean' ? String(value).toUpperCase() : (typeof value).toUpperCase();
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
