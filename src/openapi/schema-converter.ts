import type { SwaggerDocumentOptions } from '@nestjs/swagger';
import * as z from 'zod';

type Converter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;

/**
 * Writes a zod schema as JSON Schema (OpenAPI 3.1 uses its 2020-12 draft), with the schemas that have an `id` as components.
 * What a schema transforms is described as it is sent: nobody sees what the server makes of it.
 */
export const convertSchema: Converter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $defs, ...own } = writeSchema(schema, schemaType);
  delete own.$schema;
  const components = Object.fromEntries(
    Object.entries($defs ?? {}).map(([name, definition]) => [name, readable(definition)]),
  );
  return { schema: readable(own), components: components as Record<string, object> };
};

function writeSchema(schema: z.ZodType, io: 'input' | 'output') {
  const options = { target: 'draft-2020-12', unrepresentable: 'any' } as const;
  try {
    return z.toJSONSchema(schema, { ...options, io, unrepresentable: 'throw' });
  } catch {
    return z.toJSONSchema(schema, { ...options, io: 'input' });
  }
}

const isTime = ({ format }: { format?: unknown }): boolean => format === 'date-time' || format === 'date';

/**
 * An `id` names a component here, where JSON Schema takes it for an address. The pattern of a time says less to a reader than
 * its format.
 */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name, member]) =>
      typeof member !== 'string' || !(name === 'id' || (name === 'pattern' && isTime(value as { format?: unknown }))),
  );
  return Object.fromEntries(entries.map(([name, member]) => [name, readable(member)]));
}
