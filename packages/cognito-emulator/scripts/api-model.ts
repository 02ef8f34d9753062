// Writes src/api/*.model.ts: what the API's own model says of every operation's input, from the service models of botocore.
//   pip download botocore --no-deps && unzip botocore-*.whl 'botocore/data/cognito-*'
//   node scripts/api-model.ts botocore/data          (Node 22.18 or newer runs TypeScript itself)
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ApiModel, Shape } from '../src/api/api-model.ts';

interface ServiceShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly sensitive?: boolean;
  readonly document?: boolean;
}

interface ServiceModel {
  readonly metadata: { readonly targetPrefix: string };
  readonly operations: Readonly<
    Record<string, { readonly input?: { readonly shape: string }; readonly authtype?: string }>
  >;
  readonly shapes: Readonly<Record<string, ServiceShape>>;
}

// botocore's pattern has no dot, and custom domains have several (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html)
const corrections: Readonly<Record<string, Partial<Shape>>> = {
  DomainType: { pattern: '^[a-z0-9](?:[a-z0-9\\-\\.]{0,61}[a-z0-9])?$' },
};

const [data = 'botocore/data'] = process.argv.slice(2);
const services = [
  { name: 'user-pools', constant: 'userPoolsModel', path: 'cognito-idp/2016-04-18' },
  { name: 'identity-pools', constant: 'identityPoolsModel', path: 'cognito-identity/2014-06-30' },
];

for (const { name, constant, path } of services) {
  const text = gunzipSync(readFileSync(join(data, path, 'service-2.json.gz'))).toString('utf8');
  const json = JSON.stringify(compact(JSON.parse(text) as ServiceModel));
  const target = join(import.meta.dirname, '..', 'src', 'api', `${name}.model.ts`);
  const lines = [
    `// Made by scripts/api-model.ts from botocore's ${path}/service-2.json (Apache 2.0); not edited by hand.`,
    "import type { ApiModel } from './api-model.js';",
    '',
    `/** The inputs of ${path.split('/')[0] ?? ''}: one JSON text, which parses faster than a module of objects. */`,
    '// prettier-ignore',
    `export const ${constant} = JSON.parse(${JSON.stringify(json).replaceAll("'", "\\'").replace(/^"|"$/g, "'").replaceAll('\\"', '"')}) as ApiModel;`,
    '',
  ];
  writeFileSync(target, lines.join('\n'));
}

/** The operations, and the shapes that their inputs reach. */
function compact(model: ServiceModel): ApiModel {
  const operations: Record<string, { input: string; open?: true }> = {};
  const shapes: Record<string, Shape> = {};
  for (const [operation, { input, authtype }] of Object.entries(model.operations)) {
    operations[operation] = { input: input?.shape ?? '', ...(authtype === 'none' && { open: true as const }) };
    if (input !== undefined) collect(model, input.shape, shapes);
  }
  return { operations, shapes };
}

function collect(model: ServiceModel, name: string, shapes: Record<string, Shape>): void {
  const shape = model.shapes[name];
  if (shape === undefined || name in shapes) return;
  const members = Object.entries(shape.members ?? {}).map(([member, { shape: of }]) => [member, of] as const);
  shapes[name] = {
    type: shape.document === true ? 'document' : shape.type,
    ...(members.length > 0 && { members: Object.fromEntries(members) }),
    ...(shape.required !== undefined && { required: shape.required }),
    ...(shape.member !== undefined && { member: shape.member.shape }),
    ...(shape.key !== undefined && { key: shape.key.shape }),
    ...(shape.value !== undefined && { value: shape.value.shape }),
    ...(shape.enum !== undefined && { enum: shape.enum }),
    ...(shape.min !== undefined && { min: shape.min }),
    ...(shape.max !== undefined && { max: shape.max }),
    ...(shape.pattern !== undefined && { pattern: shape.pattern }),
    ...(shape.sensitive === true && { sensitive: true as const }),
    ...corrections[name],
  };
  const reached = [...members.map(([, of]) => of), shape.member?.shape, shape.key?.shape, shape.value?.shape];
  for (const next of reached) if (next !== undefined) collect(model, next, shapes);
}
