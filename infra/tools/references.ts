import type { Configuration } from './configuration.js';
import type { ProviderSchema } from './provider-schema.js';
import { schemaOf } from './schema-check.js';

/** Every string anywhere in a value. */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}

/** The expressions in a value, without comments. */
const expressionsOf = (value: unknown): string[] =>
  stringsOf(value)
    .filter((text) => text.includes('${'))
    .map((text) => text.replace(/^\s*(#|\/\/).*$/gm, ''));

/** References to resources, data sources, variables and locals that are not there, and to attributes that do not exist. */
export function referenceProblems(configuration: Configuration, schema: ProviderSchema): readonly string[] {
  const everything = expressionsOf([
    configuration.blocks.map(({ body }) => body),
    configuration.locals,
    configuration.outputs,
    configuration.provider,
  ]);
  const problems = everything.flatMap((text) => [
    ...resourceReferences(text).flatMap(([address, attribute]) =>
      danglingResource(configuration, schema, address, attribute),
    ),
    ...names(text, 'var')
      .filter((name) => !(name in configuration.variables))
      .map((name) => `there is no var.${name}`),
    ...names(text, 'local')
      .filter((name) => !(name in configuration.locals))
      .map((name) => `there is no local.${name}`),
  ]);
  return [...new Set(problems)];
}

/** Variables and locals that nothing reads. */
export function unused(configuration: Configuration): readonly string[] {
  const text = Object.values(configuration.texts).join('\n');
  return [
    ...Object.keys(configuration.variables).map((name) => `var.${name}`),
    ...Object.keys(configuration.locals).map((name) => `local.${name}`),
  ].filter((name) => !new RegExp(`\\b${name.replace('.', '\\.')}\\b`).test(text));
}

const names = (text: string, kind: 'var' | 'local'): string[] =>
  [...text.matchAll(new RegExp(`(?<![\\w.])${kind}\\.(\\w+)`, 'g'))].map(([, name = '']) => name);

const resourceReferences = (text: string): [string, string | undefined][] =>
  [...text.matchAll(/(?<![\w.])((?:data\.)?aws_\w+\.\w+)(?:\[[^\]]*\])?(?:\.(\w+))?/g)].map(
    ([, address = '', attribute]) => [address, attribute],
  );

function danglingResource(
  { blocks }: Configuration,
  schema: ProviderSchema,
  address: string,
  attribute: string | undefined,
): string[] {
  const block = blocks.find((candidate) => candidate.address === address);
  if (block === undefined) return [`there is no ${address}`];
  const type = schemaOf(block, schema);
  if (attribute === undefined || type === undefined) return [];
  return attribute in type.attributes || attribute in type.block_types ? [] : [`${address} has no "${attribute}"`];
}
