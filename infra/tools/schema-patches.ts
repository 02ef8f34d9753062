import type {
  Attribute,
  AttributeType,
  NestedBlock,
  ProviderSchema,
  SchemaBlock,
  TypeSchema,
} from './provider-schema.js';

const required = (type: AttributeType): Attribute => ({ type, required: true });
const optional = (type: AttributeType): Attribute => ({ type, optional: true });
const list = (block: SchemaBlock): NestedBlock => ({ nesting_mode: 'list', block, max_items: 1 });
const block = (attributes: SchemaBlock['attributes'], blocks: SchemaBlock['block_types'] = {}): SchemaBlock => ({
  attributes,
  block_types: blocks,
});

/** The two kinds of statement that this configuration uses, as the provider's page on `aws_wafv2_web_acl` describes them. */
const statement: NestedBlock = list(
  block(
    {},
    {
      managed_rule_group_statement: list(
        block({ name: required('string'), vendor_name: required('string'), version: optional('string') }),
      ),
      rate_based_statement: list(
        block({
          limit: required('number'),
          aggregate_key_type: optional('string'),
          evaluation_window_sec: optional('number'),
        }),
      ),
    },
  ),
);

/** The part of the provider's own block that a configuration writes: the bindings give its blocks as plain values. */
const provider: TypeSchema = {
  version: 0,
  block: block(
    { region: optional('string'), profile: optional('string'), alias: optional('string') },
    { default_tags: list(block({ tags: optional(['map', 'string']) })) },
  ),
};

/**
 * Mends what the bindings do not tell: statements of `aws_wafv2_web_acl` nest without end, so that the bindings take any
 * value, and the provider's own blocks are plain values there.
 */
export function patched(schema: ProviderSchema): ProviderSchema {
  const firewall = schema.resource_schemas['aws_wafv2_web_acl'];
  if (firewall === undefined) return { ...schema, provider };
  const rule = firewall.block.block_types['rule'];
  if (rule === undefined) throw new Error('aws_wafv2_web_acl has no block "rule"');
  const attributes = Object.fromEntries(Object.entries(rule.block.attributes).filter(([name]) => name !== 'statement'));
  const patchedRule = { ...rule, block: block(attributes, { ...rule.block.block_types, statement }) };
  return {
    ...schema,
    provider,
    resource_schemas: {
      ...schema.resource_schemas,
      aws_wafv2_web_acl: {
        ...firewall,
        block: { ...firewall.block, block_types: { ...firewall.block.block_types, rule: patchedRule } },
      },
    },
  };
}
