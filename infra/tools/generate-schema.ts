import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from './configuration.js';
import { schemaOfBindings } from './provider-bindings.js';
import type { SchemaFile, TypeSchema } from './provider-schema.js';
import { patched } from './schema-patches.js';

// `npm run infra:schema`: writes the schema snapshot for the types that the configuration uses. The provider itself cannot be
// asked without a registry of providers; its bindings for JavaScript hold the same names, types and nesting.

const bindingsVersion = '25.7.0';
const target = 'infra/schema/aws-provider.json';

function installBindings(directory: string): string {
  const packages = [`@cdktn/provider-aws@${bindingsVersion}`, 'cdktn@0.24.0', 'constructs@10'];
  const options = ['--prefix', directory, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...options, ...packages], { stdio: 'inherit' });
  return join(directory, 'node_modules', '@cdktn', 'provider-aws');
}

function schemasOf(library: string, prefix: string, types: ReadonlySet<string>): Record<string, TypeSchema> {
  const entries = [...types].sort().map((type) => {
    const name = type.replace(/^aws_/, '').replaceAll('_', '-');
    // names that JavaScript reserves or that clash have a folder of another name
    const file = [name, `${name}-resource`]
      .map((folder) => join(library, 'lib', `${prefix}${folder}`, 'index.js'))
      .find((candidate) => existsSync(candidate));
    const block = file === undefined ? undefined : schemaOfBindings(file);
    if (block === undefined) throw new Error(`The bindings have no ${prefix}${type}`);
    return [type, { version: 0, block }] as const;
  });
  return Object.fromEntries(entries);
}

const directory = mkdtempSync(join(tmpdir(), 'provider-bindings-'));
try {
  const { blocks } = await readConfiguration();
  const typesOf = (kind: string) => new Set(blocks.filter((block) => block.kind === kind).map(({ type }) => type));
  const library = installBindings(directory);
  const manifest = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8')) as {
    cdktf: { provider: { version: string } };
  };
  const schema = patched({
    provider: { version: 0, block: { attributes: {}, block_types: {} } },
    resource_schemas: schemasOf(library, '', typesOf('resource')),
    data_source_schemas: schemasOf(library, 'data-aws-', typesOf('data')),
  });
  const file: SchemaFile = {
    format_version: '1.0',
    provider_version: manifest.cdktf.provider.version,
    provider_schemas: { 'hashicorp/aws': schema },
  };
  writeFileSync(target, `${JSON.stringify(file)}\n`);
  process.stdout.write(
    `${target}: AWS provider ${file.provider_version}, ${Object.keys(schema.resource_schemas).length} resources, ` +
      `${Object.keys(schema.data_source_schemas).length} data sources\n`,
  );
} finally {
  rmSync(directory, { recursive: true });
}
