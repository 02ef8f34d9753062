import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import { isStandardAttribute } from '../../pool/attributes.js';
import type { AttributeSchema } from '../../pool/pool-configuration.js';

/** SchemaAttributeType. */
export const schemaAttribute = z.object({
  Name: z
    .string()
    .min(1)
    .max(20)
    .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u),
  AttributeDataType: z.enum(['String', 'Number', 'DateTime', 'Boolean']).optional(),
  DeveloperOnlyAttribute: z.boolean().optional(),
  Mutable: z.boolean().optional(),
  Required: z.boolean().optional(),
  StringAttributeConstraints: z
    .object({ MinLength: z.string().optional(), MaxLength: z.string().optional() })
    .optional(),
});

type SchemaAttribute = z.infer<typeof schemaAttribute>;

// COGNITO A3
const mostCustomAttributes = 50;
const longestValue = 2048;

/** The standard attributes that a schema requires. */
export function requiredAttributes(schema: readonly SchemaAttribute[]): string[] {
  return schema.filter(({ Name, Required }) => isStandardAttribute(Name) && Required === true).map(({ Name }) => Name);
}

/** The custom attributes of a schema, under the names they will have; throws InvalidParameterException. */
export function customAttributes(
  schema: readonly SchemaAttribute[],
  existing: readonly AttributeSchema[],
): AttributeSchema[] {
  const added = schema.filter(({ Name }) => !isStandardAttribute(Name)).map(toAttributeSchema);
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
  const {
    Name,
    AttributeDataType = 'String',
    Mutable = true,
    Required,
    StringAttributeConstraints: limits,
  } = attribute;
  if (Required === true) throw invalidParameter('Required custom attributes are not supported currently.');
  return {
    name: `${attribute.DeveloperOnlyAttribute === true ? 'dev:' : ''}custom:${Name}`,
    mutable: Mutable,
    dataType: AttributeDataType,
    minLength: Number(limits?.MinLength ?? 0),
    maxLength: Math.min(Number(limits?.MaxLength ?? longestValue), longestValue),
  };
}
