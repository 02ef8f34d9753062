import './decorator-metadata.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { APIGatewayProxyResult, ALBResult, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createApp } from '../app.js';
import { GatewayAuthorizer } from '../auth/gateway/gateway-authorizer.js';
import { problemDetails, asAppError } from '../errors/problem-details.js';
import { type GatewayEvent, type GatewayRequest, readGatewayEvent } from './gateway-event.js';

type Result = APIGatewayProxyStructuredResultV2 | APIGatewayProxyResult | ALBResult;

let starting: Promise<NestFastifyApplication> | undefined;

/** The application, once per container. A start that failed is forgotten, so that the next request tries again. */
function started(): Promise<NestFastifyApplication> {
  starting ??= start().catch((error: unknown) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

async function start(): Promise<NestFastifyApplication> {
  const app = await createApp(process.env, { withoutDocumentationPage: true });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/** The whole API behind API Gateway (HTTP or REST API) or a load balancer. */
export async function handler(event: GatewayEvent): Promise<Result> {
  const app = await started();
  const request = readGatewayEvent(event);
  let claims: ReturnType<NonNullable<GatewayRequest['claims']>> | undefined;
  try {
    claims = request.claims?.();
  } catch (error) {
    return refused(error);
  }
  if (claims === undefined) return answer(app, request);
  return app.get(GatewayAuthorizer).asserting(claims, () => answer(app, request));
}

async function answer(app: NestFastifyApplication, request: GatewayRequest): Promise<Result> {
  const { method, url, headers, payload, gateway, multiValue } = request;
  const response = await app.inject({
    ...{ method: method as 'GET', url, headers },
    ...(payload && { payload }),
  });
  const many = Object.entries(response.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().map(String)] as const],
  );
  const cookies = gateway === 'http-api' ? many.find(([name]) => name === 'set-cookie')?.[1] : undefined;
  const single = many.filter(([name]) => cookies === undefined || name !== 'set-cookie');
  const headersOut = multiValue
    ? { multiValueHeaders: Object.fromEntries(single) }
    : { headers: Object.fromEntries(single.map(([name, values]) => [name, values.join(', ')])) };
  const text = isText(response.headers['content-type']);
  return {
    statusCode: response.statusCode,
    ...headersOut,
    ...(cookies && { cookies: [...cookies] }),
    body: text ? response.body : response.rawPayload.toString('base64'),
    isBase64Encoded: !text,
  };
}

function isText(contentType = ''): boolean {
  return contentType === '' || /^(text\/|application\/(problem\+)?json|application\/javascript)/.test(contentType);
}

/** What the gateway hands over cannot be read: refused as the guards would, before there is a request. */
function refused(error: unknown): Result {
  const problem = problemDetails(asAppError(error));
  return {
    statusCode: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: JSON.stringify(problem),
    isBase64Encoded: false,
  };
}
