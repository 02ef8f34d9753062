import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inThread } from './wasm-thread.js';

/** The inside of a block: arguments are strings, numbers, lists or `${expressions}`; nested blocks are lists of bodies. */
export type Body = Readonly<Record<string, unknown>>;

/** A resource or data source of the configuration. */
export interface Block {
  readonly kind: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  /** As expressions name it: `aws_lb.api`, `data.aws_region.current`. */
  readonly address: string;
  readonly file: string;
  readonly body: Body;
}

export interface Configuration {
  readonly blocks: readonly Block[];
  readonly variables: Readonly<Record<string, Body>>;
  readonly locals: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, Body>>;
  readonly provider: Body;
  readonly terraform: Body;
  /** The text of every file, by its name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** HashiCorp's own parser; loaded in the thread, because its types would bring the browser's into the project. */
async function parse(texts: Readonly<Record<string, string>>): Promise<readonly (readonly [string, Parsed])[]> {
  const trees = await inThread(
    `const { parse } = require('@cdktn/hcl2json');
     return Promise.all(Object.entries(data).map(async ([file, text]) => [file, await parse(file, text)]));`,
    texts,
  );
  return trees as [string, Parsed][];
}

type Parsed = Readonly<Record<string, Record<string, Record<string, unknown>>>>;

/** Reads every `.tf` file of a directory. */
export async function readConfiguration(directory = 'infra'): Promise<Configuration> {
  const texts = Object.fromEntries(
    readdirSync(directory)
      .filter((name) => name.endsWith('.tf'))
      .sort()
      .map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );
  const trees = await parse(texts);
  const merged = (kind: string) => Object.assign({}, ...trees.map(([, tree]) => tree[kind] ?? {})) as Body;
  return {
    blocks: trees.flatMap(([file, tree]) => [...blocksOf(file, tree, 'resource'), ...blocksOf(file, tree, 'data')]),
    variables: firstBodies(merged('variable')),
    outputs: firstBodies(merged('output')),
    locals: Object.assign({}, ...trees.flatMap(([, tree]) => tree['locals'] ?? [])) as Body,
    provider: firstBodies(merged('provider'))['aws'] ?? {},
    terraform: trees.flatMap(([, tree]) => (tree['terraform'] as unknown as Body[] | undefined) ?? [])[0] ?? {},
    texts,
  };
}

function blocksOf(file: string, tree: Parsed, kind: Block['kind']): Block[] {
  return Object.entries(tree[kind] ?? {}).flatMap(([type, named]) =>
    Object.entries(named).flatMap(([name, bodies]) =>
      (bodies as Body[]).map((body) => ({
        kind,
        type,
        name,
        address: `${kind === 'data' ? 'data.' : ''}${type}.${name}`,
        file,
        body,
      })),
    ),
  );
}

const firstBodies = (named: Body): Record<string, Body> =>
  Object.fromEntries(Object.entries(named).map(([name, bodies]) => [name, (bodies as Body[])[0] ?? {}]));

/** The bodies of a nested block, those of `dynamic` blocks included. */
export function nested(body: Body, name: string): readonly Body[] {
  const written = body[name];
  const dynamics =
    (body['dynamic'] as Record<string, readonly { content: readonly Body[] }[]> | undefined)?.[name] ?? [];
  return [...(Array.isArray(written) ? (written as Body[]) : []), ...dynamics.flatMap(({ content }) => content)];
}

/** Resources of one type. */
export const resources = ({ blocks }: Configuration, type: string): readonly Block[] =>
  blocks.filter((block) => block.kind === 'resource' && block.type === type);

/** The one resource with this address. */
export function resource({ blocks }: Configuration, address: string): Block {
  const found = blocks.find((block) => block.address === address);
  if (found === undefined) throw new Error(`There is no ${address}`);
  return found;
}
