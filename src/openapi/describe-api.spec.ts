import { readFileSync } from 'node:fs';
import type { OpenAPIObject } from '@nestjs/swagger';
import * as z from 'zod';
import { createApp } from '../app.js';
import { unstartedEnvironment } from '../cli/unstarted-environment.js';
import { describeApi } from './describe-api.js';

interface Operation {
  readonly operationId: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>> };
}

describe('The description of the API', () => {
  let document: OpenAPIObject;
  const operations = (): Operation[] =>
    Object.values(document.paths).flatMap((item) => Object.values(item) as unknown as Operation[]);
  const operation = (id: string): Operation | undefined => operations().find(({ operationId }) => operationId === id);

  beforeAll(async () => {
    const app = await createApp(unstartedEnvironment);
    document = describeApi(app);
    await app.close();
  });

  it('is the committed one; after a change of the API, run `npm run openapi` and look at the difference', () => {
    expect(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('has its types beside it, as `npm run openapi` writes them for clients', () => {
    const types = readFileSync('docs/openapi.d.ts', 'utf8');
    for (const { operationId } of operations()) expect(types).toContain(`operations["${operationId}"]`);
  });

  it('names each operation once, and gives each a tag, a summary of who may call it and its refusals', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operationId, tags, description, responses } of operations()) {
      expect([operationId, tags?.length]).toEqual([operationId, 1]);
      expect(description).toMatch(/^(For|Open to) |\n\n(For|Open to) /);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '500']));
    }
  });

  it('writes the policy of a route as its security, groups and scopes', () => {
    expect(operation('getLiveness')?.security).toEqual([]);
    expect(operation('bookAppointment')).toMatchObject({
      security: [{ bearer: [] }],
      'x-groups': ['clinic-staff', 'admin'],
      'x-clinic-scoped': true,
    });
    expect(operation('readMetrics')).toMatchObject({ 'x-groups': ['admin'], 'x-scopes': ['portal/metrics.read'] });
  });

  it('lists how a route refuses, with the codes', () => {
    const { responses = {} } = operation('bookAppointment') ?? {};
    expect(responses['409']?.$ref).toBe('#/components/responses/409.slot_taken');
    expect(responses['422']?.$ref).toContain('idempotency_key_reused');
    expect(responses['401']?.$ref).toBe('#/components/responses/401.token_problem');
    expect(document.components?.responses?.['409.slot_taken']).toMatchObject({
      content: {
        'application/problem+json': { examples: { slot_taken: { value: { status: 409, code: 'slot_taken' } } } },
      },
    });
  });

  it('has no reference that leads nowhere', () => {
    const references = JSON.stringify(document).match(/"#\/components\/[^"]+"/g) ?? [];
    for (const reference of new Set(references)) {
      const [kind = '', name = ''] = (JSON.parse(reference) as string).replace('#/components/', '').split('/');
      expect([reference, (document.components as Record<string, object>)[kind]]).toEqual([
        reference,
        expect.objectContaining({ [name]: expect.anything() as unknown }),
      ]);
    }
  });

  it('shows for each body an example that its own schema takes', () => {
    const bodies = operations().flatMap(({ requestBody }) => {
      const name = requestBody?.content['application/json']?.schema.$ref.split('/').at(-1);
      return name === undefined ? [] : [name];
    });
    expect(bodies.length).toBeGreaterThan(5);
    for (const name of new Set(bodies)) {
      const { example } = (document.components?.schemas?.[name] ?? {}) as { example?: unknown };
      const schema = z.globalRegistry._idmap.get(name) as unknown as z.ZodType | undefined;
      expect([name, schema?.safeParse(example).success]).toEqual([name, true]);
    }
  });
});
