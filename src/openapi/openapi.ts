import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { describeApi } from './describe-api.js';
import { fitPhones } from './documentation-page.js';
import type { RouteEntry } from '../auth/policy/policy-check.js';
import { SwaggerModule } from '@nestjs/swagger';

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
  fitPhones(app.getHttpAdapter().getInstance());
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    ui: page,
    customSiteTitle: 'Clinic portal API',
  });
}
