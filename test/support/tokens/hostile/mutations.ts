interface MutationOptions {
  readonly genuine: string;
  readonly seed: number;
  readonly count: number;
}

/** A stream of tokens that each differ from a genuine one, the same stream for the same seed. */
export function* mutations({ genuine, seed, count }: MutationOptions): Generator<string> {
  const random = mulberry32(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let made = 0; made < count;) {
    let mutant = genuine;
    for (let steps = 1 + below(3); steps > 0; steps--) {
      const mutate = mutators[below(mutators.length)];
      if (mutate !== undefined) mutant = mutate(mutant, below);
    }
    if (mutant === genuine) continue;
    made++;
    yield mutant;
  }
}

type Mutator = (token: string, below: (limit: number) => number) => string;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u0000\u0141';

const letter = (below: (limit: number) => number): string => letters[below(letters.length)] ?? 'A';

/** Works on the decoded bytes of one part, so that the result is canonical base64url again. */
const inBytes =
  (change: (bytes: Buffer, below: (limit: number) => number) => Buffer): Mutator =>
  (token, below) => {
    const parts = token.split('.');
    const index = below(parts.length);
    const bytes = Buffer.from(parts[index] ?? '', 'base64url');
    if (bytes.length > 0) parts[index] = change(bytes, below).toString('base64url');
    return parts.join('.');
  };

const mutators: readonly Mutator[] = [
  (token, below) => {
    const at = below(token.length);
    return token.slice(0, at) + letter(below) + token.slice(at + 1);
  },
  (token, below) => {
    const at = below(token.length + 1);
    return token.slice(0, at) + letter(below) + token.slice(at);
  },
  (token, below) => {
    const at = below(token.length);
    return token.slice(0, at) + token.slice(at + 1 + below(4));
  },
  (token, below) => token.slice(0, below(token.length)),
  (token, below) => {
    const [a, b] = [below(token.length), below(token.length)].sort((x, y) => x - y) as [number, number];
    return token.slice(0, b) + token.slice(a);
  },
  (token, below) => {
    const parts = token.split('.');
    const [a, b] = [below(parts.length), below(parts.length)];
    [parts[a], parts[b]] = [parts[b] ?? '', parts[a] ?? ''];
    return parts.join('.');
  },
  inBytes((bytes, below) => {
    const at = below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    return bytes;
  }),
  inBytes((bytes, below) => {
    bytes[below(bytes.length)] = below(256);
    return bytes;
  }),
  inBytes((bytes, below) => Buffer.concat([bytes, Buffer.from([below(256)])])),
  inBytes((bytes, below) => bytes.subarray(0, below(bytes.length))),
  // keeps the JSON valid: another digit somewhere in a claim
  inBytes((bytes, below) => {
    const text = bytes.toString('latin1');
    const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
    const at = digits[below(Math.max(1, digits.length))];
    if (at !== undefined) bytes[at] = 48 + below(10);
    return bytes;
  }),
];

/** A small generator of numbers in [0, 1) from a seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
