import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import { standardAttribute } from '../../pool/attribute-schema.js';
import type { AttributeSchema } from '../../pool/pool-configuration.js';

const constraints = z.record(z.string(), z.string()).optional();

/** SchemaAttributeType. */
export const schemaAttribute = z.object({
  Name: z.string(),
  AttributeDataType: z.enum(['String', 'Number', 'DateTime', 'Boolean']).optional(),
  DeveloperOnlyAttribute: z.boolean().optional(),
  Mutable: z.boolean().optional(),
  Required: z.boolean().optional(),
  StringAttributeConstraints: constraints,
  NumberAttributeConstraints: constraints,
});

type SchemaAttribute = z.infer<typeof schemaAttribute>;

// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
const mostCustomAttributes = 50;
const longestValue = 2048;

/** The standard attributes that a schema requires. */
export function requiredAttributes(schema: readonly SchemaAttribute[]): string[] {
  return schema
    .filter(({ Name, Required }) => standardAttribute(Name) !== undefined && Required === true)
    .map(({ Name }) => Name);
}

/** The standard attributes that a schema changes; throws InvalidParameterException. */
export function standardAttributes(schema: readonly SchemaAttribute[]): AttributeSchema[] {
  return schema.flatMap((attribute) => {
    const before = standardAttribute(attribute.Name);
    if (before === undefined) return [];
    const { AttributeDataType: dataType = before.dataType, Mutable: mutable = before.mutable } = attribute;
    if (dataType !== before.dataType) {
      throw invalidParameter(
        `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${before.name}`,
      );
    }
    const changes = constraintsOf(attribute) ?? {};
    return [{ ...before, mutable, ...(before.constraints && { constraints: { ...before.constraints, ...changes } }) }];
  });
}

/** The custom attributes of a schema, under the names they will have; throws InvalidParameterException. */
export function customAttributes(
  schema: readonly SchemaAttribute[],
  existing: readonly AttributeSchema[],
): AttributeSchema[] {
  const added = schema.filter(({ Name }) => standardAttribute(Name) === undefined).map(toAttributeSchema);
  const all = [...existing, ...added];
  for (const { name } of added) {
    if (all.filter((other) => other.name === name).length > 1) {
      throw invalidParameter(`${name}: Existing attribute already has name ${name}.`);
    }
  }
  if (all.length > mostCustomAttributes)
    throw invalidParameter('Too many custom attributes: a user pool has up to 50.');
  return all;
}

function toAttributeSchema(attribute: SchemaAttribute): AttributeSchema {
  const { Name, AttributeDataType = 'String', Mutable = true, Required } = attribute;
  if (Required === true) throw invalidParameter('Required custom attributes are not supported currently.');
  const given = constraintsOf(attribute);
  return {
    name: `${attribute.DeveloperOnlyAttribute === true ? 'dev:' : ''}custom:${Name}`,
    mutable: Mutable,
    dataType: AttributeDataType,
    minLength: Number(given?.['MinLength'] ?? 0),
    maxLength: Number(given?.['MaxLength'] ?? longestValue),
    // described even when the request has none
    ...((AttributeDataType === 'String' || AttributeDataType === 'Number') && { constraints: given ?? {} }),
  };
}

/** The constraints of an attribute's own type. Throws InvalidParameterException for those that contradict it or each other. */
function constraintsOf(attribute: SchemaAttribute): Record<string, string> | undefined {
  const { Name, StringAttributeConstraints: text, NumberAttributeConstraints: numbers } = attribute;
  const type = attribute.AttributeDataType ?? standardAttribute(Name)?.dataType ?? 'String';
  const refused = (why: string): Error => invalidParameter(`Invalid constraints of the attribute ${Name}: ${why}`);
  if (text !== undefined && type !== 'String') throw refused(`StringAttributeConstraints do not fit ${type}.`);
  if (numbers !== undefined && type !== 'Number') throw refused(`NumberAttributeConstraints do not fit ${type}.`);
  const given = text ?? numbers;
  const [least, most] = [given?.['MinLength'] ?? given?.['MinValue'], given?.['MaxLength'] ?? given?.['MaxValue']];
  const isNumber = (value: string | undefined) => value === undefined || /^-?\d+$/.test(value);
  if (!isNumber(least) || !isNumber(most)) throw refused('they have to be whole numbers.');
  if (least !== undefined && most !== undefined && Number(least) > Number(most)) {
    throw refused('the minimum is above the maximum.');
  }
  if (text !== undefined && [least, most].some((value) => value !== undefined && !inRange(Number(value)))) {
    throw refused(`lengths are from 0 to ${longestValue}.`);
  }
  return given;
}

const inRange = (length: number): boolean => length >= 0 && length <= longestValue;
