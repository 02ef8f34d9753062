import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RouteEntry } from '../auth/policy/policy-check.js';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The API's description, made from the same schemas that validate the requests. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const document = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Clinic portal API')
    .setDescription(
      'Clinics book their days here. Send the **access token** of the user pool as `Authorization: Bearer …`. ' +
        'Every refusal is an `application/problem+json` whose `code` says why.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addSecurityRequirements('bearer')
    .build();
  return SwaggerModule.createDocument(app, document);
}

/** What this folder serves beside the routes of controllers, for the policy table; `API_DOCS=off` takes both away. */
export const documentationRoutes: readonly RouteEntry[] = ['/docs', '/openapi.json'].map((path) => ({
  method: 'GET',
  path,
  policy: { kind: 'public' },
}));

/**
 * Serves the description at `/openapi.json` and a page that needs no other server at `/docs`.
 *
 * @param page false where the page's files are not at hand, such as in a bundled function
 */
export function serveDocumentation(app: NestFastifyApplication, page = true): void {
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    ui: page,
    customSiteTitle: 'Clinic portal API',
  });
}
