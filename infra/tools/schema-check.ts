import type { Block, Body, Configuration } from './configuration.js';
import type { ProviderSchema, SchemaBlock } from './provider-schema.js';

/** Terraform's own arguments, which no provider knows. */
const metaArguments = new Set(['count', 'for_each', 'depends_on', 'lifecycle', 'provider', 'dynamic']);

/** Every argument, block and type of the configuration that the provider does not know or that is missing. */
export function schemaProblems({ blocks }: Configuration, schema: ProviderSchema): readonly string[] {
  return blocks.flatMap((block) => {
    const type = schemaOf(block, schema);
    return type === undefined
      ? [`${block.address}: the provider has no ${block.kind} of this type`]
      : bodyProblems(block.address, type, block.body);
  });
}

export const schemaOf = (
  { kind, type }: Pick<Block, 'kind' | 'type'>,
  schema: ProviderSchema,
): SchemaBlock | undefined => (kind === 'data' ? schema.data_source_schemas : schema.resource_schemas)[type]?.block;

function bodyProblems(path: string, schema: SchemaBlock, body: Body): string[] {
  const dynamics = (body['dynamic'] ?? {}) as Record<string, readonly { content: readonly Body[] }[]>;
  const written = [...Object.keys(body).filter((name) => !metaArguments.has(name)), ...Object.keys(dynamics)];
  return [
    ...missing(schema, new Set(written)).map((name) => `${path}: "${name}" is missing`),
    ...Object.entries(body)
      .filter(([name]) => !metaArguments.has(name))
      .flatMap(([name, value]) => argumentProblems(path, name, value, schema)),
    ...Object.entries(dynamics).flatMap(([name, entries]) =>
      entries.flatMap(({ content }) => argumentProblems(path, name, content, schema)),
    ),
  ];
}

const missing = ({ attributes, block_types: blocks }: SchemaBlock, written: ReadonlySet<string>): string[] => [
  ...Object.entries(attributes).flatMap(([name, { required }]) => (required && !written.has(name) ? [name] : [])),
  ...Object.entries(blocks).flatMap(([name, { min_items: least }]) => (least && !written.has(name) ? [name] : [])),
];

function argumentProblems(path: string, name: string, value: unknown, schema: SchemaBlock): string[] {
  const attribute = schema.attributes[name];
  const block = schema.block_types[name];
  if (attribute !== undefined) {
    if (attribute.computed && !attribute.optional) return [`${path}: "${name}" is decided by the provider`];
    return isOfType(value, attribute.type) ? [] : [`${path}: "${name}" must be ${JSON.stringify(attribute.type)}`];
  }
  if (block === undefined) return [`${path}: there is no "${name}"`];
  const bodies = Array.isArray(value) ? (value as Body[]) : [value as Body];
  if (block.max_items !== undefined && bodies.length > block.max_items) {
    return [`${path}: at most ${block.max_items} "${name}"`];
  }
  return bodies.flatMap((body) => bodyProblems(`${path}.${name}`, block.block, body));
}

/** Whether a written value can be of the type; an expression may become anything, and Terraform converts plain values. */
function isOfType(value: unknown, type: SchemaBlock['attributes'][string]['type']): boolean {
  if (type === 'dynamic' || value === null) return true;
  if (typeof value === 'string' && value.includes('${')) return true;
  if (type === 'string') return typeof value !== 'object';
  if (type === 'number')
    return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
  if (type === 'bool') return typeof value === 'boolean' || value === 'true' || value === 'false';
  const [kind, of] = type;
  if (kind === 'list' || kind === 'set') return Array.isArray(value) && value.every((element) => isOfType(element, of));
  return typeof value === 'object' && !Array.isArray(value);
}
