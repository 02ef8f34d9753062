import { invalidParameter } from '../cognito-error.js';
import type { AttributeSchema, PoolConfiguration } from './pool-configuration.js';

const text = { MinLength: '0', MaxLength: '2048' };
const standard = (name: string, changes: Partial<AttributeSchema> = {}): AttributeSchema => ({
  ...{ name, mutable: true, maxLength: 2048, dataType: 'String', constraints: text },
  ...changes,
});
const textNames = 'name given_name family_name middle_name nickname preferred_username profile picture website email';

/**
 * The OIDC standard claims that every pool has, as DescribeUserPool gives them:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
const standardSchema: readonly AttributeSchema[] = [
  standard('sub', { mutable: false, constraints: { MinLength: '1', MaxLength: '2048' } }),
  ...textNames.split(' ').map((name) => standard(name)),
  standard('email_verified', { dataType: 'Boolean', constraints: undefined }),
  standard('gender'),
  standard('birthdate', { constraints: { MinLength: '10', MaxLength: '10' } }),
  ...['zoneinfo', 'locale', 'phone_number'].map((name) => standard(name)),
  standard('phone_number_verified', { dataType: 'Boolean', constraints: undefined }),
  standard('address'),
  standard('updated_at', { dataType: 'Number', constraints: { MinValue: '0' } }),
];

type Schemas = Pick<PoolConfiguration, 'customAttributes' | 'standardAttributes'>;

const standardAttributeNames = standardSchema.map(({ name }) => name);

export function isStandardAttribute(name: string): boolean {
  return standardAttributeNames.includes(name);
}

/** A standard attribute before a pool changes it. */
export function standardAttribute(name: string): AttributeSchema | undefined {
  return standardSchema.find((attribute) => attribute.name === name);
}

/** Every attribute of a pool, the standard ones first. */
export function schemaOf({ customAttributes, standardAttributes = [] }: Schemas): readonly AttributeSchema[] {
  const changed = new Map(standardAttributes.map((attribute) => [attribute.name, attribute]));
  return [...standardSchema.map((attribute) => changed.get(attribute.name) ?? attribute), ...customAttributes];
}

/** One attribute of a pool; undefined when its schema does not have it. */
export function attributeOf(pool: Schemas, name: string): AttributeSchema | undefined {
  return schemaOf(pool).find((attribute) => attribute.name === name);
}

/** What is wrong with a value of an attribute; undefined for one that fits. An empty value removes an attribute, and fits. */
export function misfit(attribute: AttributeSchema, value: string): string | undefined {
  if (value === '') return undefined;
  switch (attribute.dataType ?? 'String') {
    case 'Number':
      return numberMisfit(attribute, value);
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'Boolean values must be true or false';
    case 'DateTime':
      return Number.isNaN(Date.parse(value)) && !/^\d+$/.test(value) ? 'Invalid DateTime value' : undefined;
    default:
      return textMisfit(attribute, value);
  }
}

function numberMisfit({ constraints = {} }: AttributeSchema, value: string): string | undefined {
  if (!/^[+-]?\d+(\.\d+)?$/.test(value)) return 'Invalid number value';
  const { MinValue: min, MaxValue: max } = constraints;
  if (min !== undefined && Number(value) < Number(min)) return `Number must be no less than ${min}`;
  if (max !== undefined && Number(value) > Number(max)) return `Number must be no greater than ${max}`;
  return undefined;
}

function textMisfit(attribute: AttributeSchema, value: string): string | undefined {
  const { MinLength = attribute.minLength ?? 0, MaxLength = attribute.maxLength } = attribute.constraints ?? {};
  if (value.length < Number(MinLength)) return `String must be no shorter than ${MinLength} characters`;
  if (value.length > Number(MaxLength)) return `String must be no longer than ${MaxLength} characters`;
  if (attribute.name === 'birthdate' && !isDate(value)) return 'Invalid birthdate, it has to be YYYY-MM-DD';
  return undefined;
}

/** An ISO 8601 calendar date that exists; the year 0000 stands for one that is not told (OpenID Connect Core, section 5.1). */
function isDate(value: string): boolean {
  const [, year = '', rest = ''] = /^(\d{4})(-\d{2}-\d{2})$/.exec(value) ?? [];
  if (rest === '') return false;
  // 0000 is a leap year as 2000 is
  const date = new Date(`${year === '0000' ? '2000' : year}${rest}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(4, 10) === rest;
}

/** Throws InvalidParameterException for a telephone number that is not in the form of E.164. */
export function requireE164(value: string): void {
  if (value !== '' && !/^\+[1-9]\d{1,14}$/.test(value)) throw invalidParameter('Invalid phone number format.');
}
