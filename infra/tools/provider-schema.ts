import { readFileSync } from 'node:fs';

/** A type of Terraform's language as the JSON of `terraform providers schema` writes it. */
export type AttributeType =
  | 'string'
  | 'bool'
  | 'number'
  | 'dynamic'
  | readonly ['list' | 'set' | 'map', AttributeType]
  | readonly ['object', Readonly<Record<string, AttributeType>>];

export interface Attribute {
  readonly type: AttributeType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
}

export interface NestedBlock {
  readonly nesting_mode: 'single' | 'list' | 'set';
  readonly block: SchemaBlock;
  readonly min_items?: number;
  readonly max_items?: number;
}

export interface SchemaBlock {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly block_types: Readonly<Record<string, NestedBlock>>;
}

export interface TypeSchema {
  readonly version: number;
  readonly block: SchemaBlock;
}

export interface ProviderSchema {
  readonly provider: TypeSchema;
  readonly resource_schemas: Readonly<Record<string, TypeSchema>>;
  readonly data_source_schemas: Readonly<Record<string, TypeSchema>>;
}

/** The form of `terraform providers schema -json`, with the provider's version beside it. */
export interface SchemaFile {
  readonly format_version: string;
  readonly provider_version: string;
  readonly provider_schemas: { readonly 'hashicorp/aws': ProviderSchema };
}

/** The committed snapshot of the AWS provider's schema, see `generate-schema.ts`. */
export function readSchema(file = 'infra/schema/aws-provider.json'): SchemaFile {
  return JSON.parse(readFileSync(file, 'utf8')) as SchemaFile;
}
