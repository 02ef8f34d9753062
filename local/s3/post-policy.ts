import * as z from 'zod';
import { S3Error } from './s3-error.js';

const condition = z.union([
  z.tuple([z.literal('content-length-range'), z.coerce.number().int().min(0), z.coerce.number().int().min(0)]),
  z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
  z.record(z.string(), z.string()).refine((record) => Object.keys(record).length === 1),
]);
const policyDocument = z.object({
  expiration: z.iso.datetime({ offset: true }),
  conditions: z.array(condition).max(100),
});

/** How many bytes a file may have. */
export interface LengthRange {
  readonly least: number;
  readonly most: number;
}

/** Fields that no condition has to allow. */
const exempt = new Set(['x-amz-signature', 'file', 'policy']);

/**
 * Holds the fields of a form against its signed policy: each condition is met, and each field is allowed by one.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 *
 * @param encoded the policy as it was sent, in Base64
 * @param fields by names in small letters, with `bucket` from the address
 * @returns what the file's length must be
 * @throws S3Error
 */
export function checkPolicy(encoded: string, fields: ReadonlyMap<string, string>, now: Date): LengthRange {
  const { expiration, conditions } = parsePolicy(encoded);
  if (now.getTime() >= new Date(expiration).getTime()) {
    throw new S3Error('AccessDenied', 'Invalid according to Policy: Policy expired.');
  }
  const allowed = new Set(exempt);
  let range: LengthRange = { least: 0, most: Infinity };
  for (const { operator, name, value, text } of conditions.flatMap(readCondition)) {
    if (operator === 'length') {
      range = { least: Math.max(range.least, value[0]), most: Math.min(range.most, value[1]) };
      continue;
    }
    const given = fields.get(name) ?? '';
    const isMet = operator === 'eq' ? given === value : given.startsWith(value);
    if (!isMet) throw new S3Error('AccessDenied', `Invalid according to Policy: Policy Condition failed: ${text}`);
    allowed.add(name);
  }
  const extra = [...fields.keys()].filter((name) => !allowed.has(name) && !name.startsWith('x-ignore-'));
  // the bucket comes from the address, whether or not the form names it
  const [first] = extra.filter((name) => name !== 'bucket');
  if (first !== undefined) {
    throw new S3Error('AccessDenied', `Invalid according to Policy: Extra input fields: ${first}`);
  }
  return range;
}

type Condition =
  | { readonly operator: 'length'; readonly name: ''; readonly value: readonly [number, number]; readonly text: string }
  | {
      readonly operator: 'eq' | 'starts-with';
      readonly name: string;
      readonly value: string;
      readonly text: string;
    };

function readCondition(written: z.output<typeof condition>): Condition[] {
  if (Array.isArray(written)) {
    const text = JSON.stringify(written);
    if (written[0] === 'content-length-range') {
      return [{ operator: 'length', name: '', value: [written[1], written[2]], text }];
    }
    return [{ operator: written[0], name: written[1].slice(1).toLowerCase(), value: written[2], text }];
  }
  return Object.entries(written).map(([name, value]) => ({
    operator: 'eq',
    name: name.toLowerCase(),
    value,
    text: JSON.stringify(['eq', `$${name}`, value]),
  }));
}

function parsePolicy(encoded: string): z.output<typeof policyDocument> {
  try {
    return policyDocument.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw new S3Error('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  }
}
