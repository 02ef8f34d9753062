import { invalidParameter, notAuthorized } from '../cognito-error.js';
import { attributeOf, misfit, requireE164 } from './attribute-schema.js';
import type { ClientConfiguration, PoolConfiguration } from './pool-configuration.js';

/** Attributes by name, each value a string, as tokens and triggers carry them. */
export type Attributes = Readonly<Record<string, string>>;

/** An attribute as requests and answers write it (AttributeType). */
export interface AttributeItem {
  readonly Name: string;
  readonly Value?: string | undefined;
}

// only an administrator or a code may say that an address is verified
const verifiedFlags = ['email_verified', 'phone_number_verified'];

/** Attributes by name; a value left out is an empty string, as Cognito treats it. */
export function toAttributes(items: readonly AttributeItem[] = []): Attributes {
  return Object.fromEntries(
    items.map(({ Name, Value = '' }) => [Name, verifiedFlags.includes(Name) ? Value.toLowerCase() : Value]),
  );
}

/** A user's attributes as answers write them. */
export function toItems(attributes: Attributes): AttributeItem[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

/** The attributes that a client may read; `sub` always. */
export function readableBy(client: ClientConfiguration, attributes: Attributes): Attributes {
  const readable = client.readAttributes;
  if (readable === undefined) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name === 'sub' || readable.includes(name)));
}

/** Throws NotAuthorizedException when a client sends an attribute it may not write (COGNITO A1, A2). */
export function requireWritableBy(client: ClientConfiguration, attributes: Attributes): void {
  for (const name of Object.keys(attributes)) {
    if (verifiedFlags.includes(name) || client.writeAttributes?.includes(name) === false) {
      throw notAuthorized('A client attempted to write unauthorized attribute');
    }
  }
}

/** Throws InvalidParameterException for attributes that the pool's schema does not have, or whose values do not fit it. */
export function requireSchema(pool: PoolConfiguration, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const schema = attributeOf(pool, name);
    if (schema === undefined) throw nonconforming(`${name}: Attribute does not exist in the schema.\n`);
    const wrong = misfit(schema, value);
    if (wrong !== undefined) throw nonconforming(`${name}: ${wrong}\n`);
  }
  requireE164(attributes['phone_number'] ?? '');
  if (attributes['email'] !== undefined && !isEmail(attributes['email'])) {
    throw invalidParameter('Invalid email address format.');
  }
}

/** Throws InvalidParameterException for a new user without an attribute that the pool requires. */
export function requireComplete({ requiredAttributes }: PoolConfiguration, attributes: Attributes): void {
  for (const name of requiredAttributes) {
    if ((attributes[name] ?? '') === '') throw nonconforming(`${name}: The attribute is required\n`);
  }
}

/** Throws InvalidParameterException for a change to an attribute that keeps its first value. */
export function requireMutable(pool: PoolConfiguration, before: Attributes, changes: Attributes): void {
  for (const name of Object.keys(changes)) {
    const schema = attributeOf(pool, name);
    if (name === 'sub' || (schema?.mutable === false && before[name] !== undefined)) {
      throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
    }
  }
}

/** Throws InvalidParameterException for an attribute that users cannot be without, or that has to stay. */
export function requireDeletable(pool: PoolConfiguration, names: readonly string[]): void {
  for (const name of names) {
    const kept = name === 'sub' || verifiedFlags.includes(name) || pool.requiredAttributes.includes(name);
    const isAddress = name === 'email' && pool.usernameAttributes.includes('email');
    const fixed = attributeOf(pool, name)?.mutable === false;
    if (kept || isAddress || fixed) throw invalidParameter(`user.${name}: Attribute cannot be deleted.\n`);
  }
}

/** A user's attributes without those of these names. */
export function without(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}

/**
 * A user's attributes after a change. A new address starts unverified (COGNITO A5) unless the change itself, made by an
 * administrator, says otherwise; an empty value removes an attribute.
 */
export function changed(before: Attributes, changes: Attributes): Attributes {
  const after: Record<string, string> = { ...before };
  if (changes['email'] !== undefined && changes['email'] !== before['email']) after['email_verified'] = 'false';
  Object.assign(after, changes);
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== ''));
}

/** Whether a text has the form of an e-mail address, as loosely as Cognito looks at it; visible characters only. */
export function isEmail(text: string): boolean {
  return (
    text.length <= 320 &&
    /^[^\p{C}\s@"(),:;<>[\\\]]+@[^\p{C}\s@"(),:;<>[\\\]]+\.[^\p{C}\s@"(),:;<>[\\\].]+$/u.test(text)
  );
}

function nonconforming(detail: string): Error {
  return invalidParameter(`Attributes did not conform to the schema: ${detail}`);
}
