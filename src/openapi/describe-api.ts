import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type RoutePolicy, readPolicy } from '../auth/policy/route-policy.js';
import { type ServedRoute, ServedRoutes } from '../auth/policy/served-routes.js';
import { problemsOf } from '../http/problems.decorator.js';
import { bodyExamples, parameterExamples } from './examples.js';
import { operationId } from './operation-ids.js';
import { codesOf } from './problem-codes.js';
import { headerComponents, ProblemResponses, problemSchema } from './problem-responses.js';
import { convertSchema } from './schema-converter.js';

type Components = NonNullable<OpenAPIObject['components']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
interface Parameter {
  name: string;
  in: string;
  example?: unknown;
}
interface Response {
  description?: string;
  headers?: Record<string, object>;
  content?: Record<string, { schema?: object }>;
}

const description = `Clinics book their days here. Send the **access token** of the user pool as \`Authorization: Bearer …\`.

Every refusal is an \`application/problem+json\` (RFC 9457) whose \`code\` says why. Beside those that each operation lists, any
request may meet \`request_timeout\` (408), \`headers_too_large\` (431) and, on a path that exists, \`method_not_allowed\` (405).

Lists answer \`{ items, nextCursor? }\`; send \`nextCursor\` as \`cursor\` for the next page. Times are ISO 8601.`;

/**
 * The API's description (OpenAPI 3.1), made from what the server itself works with: schemas validate the requests, policy
 * decorators guard the routes, and both say here what they do. So a new route is documented by its own decorators.
 */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Clinic portal API')
    .setDescription(description)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: operationId,
    standardSchemaConverter: convertSchema,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema as object },
    headers: headerComponents,
  };
  const problems = new ProblemResponses();
  for (const route of app.get(ServedRoutes).all()) {
    const operation = operationOf(document, route);
    if (operation !== undefined) complete(operation, route, document.components, problems);
  }
  document.components.responses = problems.components as Components['responses'] & object;
  for (const [id, example] of Object.entries(bodyExamples)) {
    const schema = document.components.schemas?.[id];
    if (schema !== undefined) Object.assign(schema, { example });
  }
  return sorted(document);
}

/** Where the documentation has a route of a controller; undefined for one that is left out of it. */
function operationOf({ paths }: OpenAPIObject, { method, path }: ServedRoute): Operation | undefined {
  const item = paths[path.replace(/:(\w+)/g, '{$1}')] as Record<string, Operation | undefined> | undefined;
  return item?.[method.toLowerCase()];
}

function complete(
  operation: Operation,
  { method, handler, controller }: ServedRoute,
  components: Components,
  problems: ProblemResponses,
): void {
  const policy = readPolicy(handler, controller);
  const parameters = (operation.parameters ?? []) as Parameter[];
  for (const parameter of parameters) {
    const example = parameterExamples[parameter.name];
    if (example !== undefined && parameter.in === 'path') parameter.example = example;
  }
  operation.security = policy.kind === 'public' ? [] : [{ bearer: [] }];
  operation.description = [operation.description, whoMay(policy)].filter(Boolean).join('\n\n');
  Object.assign(operation, extensionsOf(policy));
  const codes = codesOf({
    ...{ method, policy, own: problemsOf(handler, controller) },
    hasBody: operation.requestBody !== undefined,
    hasPathParameters: parameters.some((parameter) => parameter.in === 'path'),
    headers: new Set(parameters.filter((each) => each.in === 'header').map(({ name }) => name.toLowerCase())),
  });
  const answers = operation.responses as Record<string, Response>;
  for (const [status, answer] of Object.entries(answers)) completeAnswer(status, answer, components);
  operation.responses = { ...answers, ...problems.of(codes) } as Operation['responses'];
}

function completeAnswer(status: string, answer: Response, { schemas = {} }: Components): void {
  const ref = (name: string) => ({ $ref: `#/components/headers/${name}` });
  const schema = answer.content?.['application/json']?.schema as { $ref?: string } | undefined;
  const shown = schemas[schema?.$ref?.split('/').at(-1) ?? ''] as { properties?: object } | undefined;
  answer.description ||= status === '204' ? 'Done' : 'The answer';
  answer.headers = {
    'X-Request-Id': ref('X-Request-Id'),
    ...(status === '201' && { Location: ref('Location') }),
    ...(shown?.properties && 'etag' in shown.properties && { ETag: ref('ETag') }),
    ...answer.headers,
  };
}

/** The policy in words. */
function whoMay(policy: RoutePolicy): string {
  if (policy.kind === 'public') {
    return policy.signed ? 'For whoever signs the body (Standard Webhooks).' : 'Open to everyone, without a token.';
  }
  const { users, clinicScoped, scopes } = policy;
  const groups = typeof users === 'string' ? [] : users;
  const people =
    groups.length > 0 ? `users in ${groups.map((group) => `\`${group}\``).join(' or ')}` : 'signed-in users';
  const where = clinicScoped ? ', each in their own clinics (`admin`: in all)' : '';
  const machines = scopes && `machines with ${scopes.map((scope) => `\`${scope}\``).join(' and ')}`;
  return `For ${[...(users === 'none' ? [] : [people + where]), ...(machines ? [machines] : [])].join(', and for ')}.`;
}

/** The policy for programs. */
function extensionsOf(policy: RoutePolicy): object {
  if (policy.kind === 'public') return {};
  const { users, clinicScoped, scopes } = policy;
  return {
    ...(typeof users !== 'string' && { 'x-groups': users }),
    ...(scopes && { 'x-scopes': scopes }),
    ...(clinicScoped && { 'x-clinic-scoped': true }),
  };
}

/** In an order that does not depend on the order of modules, so that a change of the document is a change of the API. */
function sorted(document: OpenAPIObject): OpenAPIObject {
  const byName = <T extends object>(members: T): T =>
    Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
  const { paths, components } = document;
  return {
    ...document,
    paths: byName(paths),
    components: { ...components, ...(components?.schemas && { schemas: byName(components.schemas) }) },
  };
}
