import * as z from 'zod';
import type { Key } from './keys.js';

/** How a kind of item is kept. */
interface ItemKind<T> {
  /** The `type` attribute of every item of this kind. */
  readonly type: string;
  /** The keys, and those of the indexes. */
  readonly keys: (value: T) => Key;
  /** Attributes that are named otherwise than the field in snake case. */
  readonly names?: Readonly<Partial<Record<Extract<keyof T, string>, string>>>;
}

/**
 * The one description of an item: its fields as a schema, kept under their names in snake case. Decoding checks what the
 * store gave back and drops keys and unknown attributes; encoding adds keys and type. A field without value is not kept.
 */
export function itemCodec<S extends z.ZodObject>(fields: S, kind: ItemKind<z.output<S>>) {
  const names = Object.keys(fields.shape).map((field) => [field, attributeOf(field, kind.names)] as const);
  return z.codec(z.record(z.string(), z.unknown()), fields, {
    decode: (item) => renamed(names, item) as z.input<S>,
    encode: (value) => {
      const flat = renamed(
        names.map(([field, attribute]) => [attribute, field] as const),
        value,
      );
      return { ...kind.keys(value as z.output<S>), type: kind.type, ...flat };
    },
  });
}

function attributeOf(field: string, names: Readonly<Record<string, string | undefined>> = {}): string {
  return names[field] ?? field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Takes what stands under the second name of each pair and puts it under the first. */
function renamed(names: readonly (readonly [string, string])[], from: object): Record<string, unknown> {
  const source = from as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    names.flatMap(([to, name]) => (source[name] === undefined ? [] : [[to, source[name]] as const])),
  );
}
