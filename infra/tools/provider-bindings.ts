import { readFileSync } from 'node:fs';
import type { Attribute, AttributeType, NestedBlock, SchemaBlock } from './provider-schema.js';

/** An attribute or block as the generated JavaScript of @cdktn/provider-aws tells of it. */
interface Member {
  readonly attribute: string;
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
  /** The class that stands for a nested value, if there is one. */
  readonly made: string | undefined;
  readonly isSet: boolean;
  /** The reader of a plain value: String, Boolean, List, … */
  readonly reader: string | undefined;
  readonly isSetOfPlain: boolean;
}

interface BlockMark {
  readonly isBlock: boolean;
  readonly type: string;
}

interface Bindings {
  readonly classes: Readonly<Record<string, { readonly members: readonly Member[]; readonly text: string }>>;
  /** By attribute and class: whether the value is written as a block. */
  readonly marks: ReadonlyMap<string, BlockMark>;
}

const plainTypes: Readonly<Record<string, AttributeType>> = {
  String: 'string',
  Boolean: 'bool',
  Number: 'number',
  List: ['list', 'string'],
  NumberList: ['list', 'number'],
  StringMap: ['map', 'string'],
  AnyMap: ['map', 'string'],
  BooleanMap: ['map', 'bool'],
  NumberMap: ['map', 'number'],
};
const plainMap = /^(String|Boolean|Number|Any)Map(List)?$/;

/**
 * Reads the schema of one resource, data source or provider back from its bindings. cdktn generates them from the
 * provider's own schema and writes whether each attribute is computed, optional or required into a comment.
 */
export function schemaOfBindings(file: string): SchemaBlock | undefined {
  const bindings = readBindings(readFileSync(file, 'utf8'));
  const main = Object.values(bindings.classes).find(({ text }) =>
    /extends cdk\w+\.Terraform(Resource|DataSource|Provider)\b/.test(text.slice(0, 200)),
  );
  return main && blockOf(bindings, main.members);
}

function readBindings(source: string): Bindings {
  const classes: Record<string, { members: Member[]; text: string }> = {};
  for (const chunk of source.split(/^(?=(?:export )?class \w+ extends )/m).slice(1)) {
    const name = /^(?:export )?class (\w+) extends/.exec(chunk)?.[1] ?? '';
    const text = chunk.split(/^(?=function )/m)[0] ?? '';
    classes[name] = { members: membersOf(text), text };
  }
  const marks = new Map<string, BlockMark>();
  const written =
    /^ +(\w+): \{\n +value: .*\n +isBlock: (true|false),\n +type: "(\w+)",\n +storageClassType: "([^"]+)"/gm;
  for (const [, attribute = '', isBlock, type = '', storage = ''] of source.matchAll(written)) {
    marks.set(`${attribute}|${storage}`, { isBlock: isBlock === 'true', type });
  }
  return { classes, marks };
}

function membersOf(text: string): Member[] {
  const comments = [
    ...text.matchAll(/\/\/ ([\w-]+) - computed: (true|false), optional: (true|false), required: (true|false)\n/g),
  ];
  return comments.map((comment, index) => {
    const [whole, attribute = '', computed, optional, required] = comment;
    const code = text.slice(comment.index + whole.length, comments[index + 1]?.index ?? text.length);
    const made = /^\s*_\w+ = new ((?:\w+\.)?\w+)\(this, "[^"]+"(?:, (true|false))?\)/.exec(code);
    const read = /(tolist\()?this\.get(\w+?)Attribute\(/.exec(code);
    return {
      attribute,
      computed: computed === 'true',
      optional: optional === 'true',
      required: required === 'true',
      made: made?.[1]?.replace(/^\w+\./, ''),
      isSet: made?.[2] === 'true',
      reader: read?.[2],
      isSetOfPlain: read?.[1] !== undefined,
    };
  });
}

function blockOf(bindings: Bindings, members: readonly Member[]): SchemaBlock {
  const attributes: Record<string, Attribute> = {};
  const blocks: Record<string, NestedBlock> = {};
  for (const member of members) {
    const block = nestedBlock(bindings, member);
    if (block) blocks[member.attribute] = block;
    else {
      attributes[member.attribute] = {
        type: typeOf(bindings, member),
        ...(member.computed && { computed: true }),
        ...(member.optional && { optional: true }),
        ...(member.required && { required: true }),
      };
    }
  }
  return { attributes, block_types: blocks };
}

function nestedBlock(bindings: Bindings, member: Member): NestedBlock | undefined {
  const { attribute, made } = member;
  if (made === undefined || plainMap.test(made) || member.computed || !(member.optional || member.required))
    return undefined;
  const base = made.replace(/(List|Map|OutputReference)$/, '');
  const mark = [`${base}List`, base, made].map((name) => bindings.marks.get(`${attribute}|${name}`)).find(Boolean);
  if (mark?.isBlock !== true || mark.type === 'map') return undefined;
  const inside = blockOf(bindings, bindings.classes[`${base}OutputReference`]?.members ?? []);
  if (mark.type === 'struct') return attribute === 'timeouts' ? { nesting_mode: 'single', block: inside } : undefined;
  return {
    nesting_mode: mark.type as 'list' | 'set',
    block: inside,
    ...(member.required && { min_items: 1 }),
    ...(made.endsWith('OutputReference') && { max_items: 1 }),
  };
}

function typeOf(bindings: Bindings, { made, isSet, reader, isSetOfPlain }: Member): AttributeType {
  if (made !== undefined) {
    if (plainMap.test(made)) {
      const map = plainTypes[made.replace('List', '')] ?? 'dynamic';
      return made.endsWith('List') ? ['list', map] : map;
    }
    const object = objectType(bindings, made);
    if (made.endsWith('OutputReference')) return object;
    if (made.endsWith('Map')) return ['map', object];
    return [isSet ? 'set' : 'list', object];
  }
  const plain = plainTypes[reader ?? ''] ?? 'dynamic';
  return isSetOfPlain ? ['set', Array.isArray(plain) ? (plain[1] as AttributeType) : 'string'] : plain;
}

function objectType(bindings: Bindings, made: string): AttributeType {
  const base = made.replace(/(List|Map|OutputReference)?$/, '');
  const members = (bindings.classes[`${base}OutputReference`] ?? bindings.classes[made])?.members;
  if (members === undefined) return 'dynamic';
  return ['object', Object.fromEntries(members.map((member) => [member.attribute, typeOf(bindings, member)]))];
}
