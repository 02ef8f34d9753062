import './decorator-metadata.js';
import { METHODS } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { APIGatewayProxyResult, ALBResult, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createApp } from '../app.js';
import { GatewayAuthorizer } from '../auth/gateway/gateway-authorizer.js';
import { AppError } from '../errors/app-error.js';
import { asAppError, problemDetails } from '../errors/problem-details.js';
import { apiHeaders } from '../http/security-headers.js';
import { logOutput } from './log-output.js';
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
  const app = await createApp(process.env, { withoutDocumentationPage: true, logDestination: logOutput });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/**
 * The whole API behind API Gateway (HTTP or REST API) or a load balancer.
 *
 * @throws EnvironmentError when a variable is missing or wrong; every request that cannot be read is answered with a problem.
 */
export async function handler(event: GatewayEvent): Promise<Result> {
  const app = await started();
  const request = readGatewayEvent(event);
  try {
    assertServable(request);
    const claims = request.claims?.();
    if (claims === undefined) return await answer(app, request);
    return await app.get(GatewayAuthorizer).asserting(claims, () => answer(app, request));
  } catch (error) {
    return refused(error, request);
  }
}

/** What a server's parser would refuse; `inject` throws on some of it, and takes the rest for something else. */
function assertServable({ method, url }: GatewayRequest): void {
  // CONNECT is for proxies
  if (!METHODS.includes(method) || method === 'CONNECT') {
    throw new AppError('invalid_request', { detail: 'The method is unknown.' });
  }
  // an absolute address would name a server, and this is not a proxy
  if (!url.startsWith('/') || !URL.canParse(url, 'http://localhost')) {
    throw new AppError('invalid_request', { detail: 'The address cannot be read.' });
  }
}

async function answer(app: NestFastifyApplication, request: GatewayRequest): Promise<Result> {
  const { method, url, headers, payload, peer } = request;
  const response = await app.inject({
    ...{ method: method as 'GET', url, headers },
    ...(payload && { payload }),
    ...(peer !== undefined && { remoteAddress: peer }),
  });
  const text = isText(response.headers['content-type']);
  return resultFor(request, {
    status: response.statusCode,
    headers: response.headers,
    body: text ? response.body : response.rawPayload.toString('base64'),
    isBase64Encoded: !text,
  });
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** The answer in the form that the gateway of the request understands. */
function resultFor(
  { gateway, multiValue }: GatewayRequest,
  { status, headers, body, isBase64Encoded }: Answer,
): Result {
  const many = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().map(String)] as const],
  );
  const cookies = gateway === 'http-api' ? many.find(([name]) => name === 'set-cookie')?.[1] : undefined;
  const single = many.filter(([name]) => cookies === undefined || name !== 'set-cookie');
  const headersOut = multiValue
    ? { multiValueHeaders: Object.fromEntries(single) }
    : { headers: Object.fromEntries(single.map(([name, values]) => [name, values.join(', ')])) };
  return { statusCode: status, ...headersOut, ...(cookies && { cookies: [...cookies] }), body, isBase64Encoded };
}

function isText(contentType = ''): boolean {
  return contentType === '' || /^(text\/|application\/(problem\+)?json|application\/javascript)/.test(contentType);
}

/** What the gateway hands over cannot be read: refused as the guards would, before there is a request. */
function refused(error: unknown, request: GatewayRequest): Result {
  const problem = problemDetails(asAppError(error));
  return resultFor(request, {
    status: problem.status,
    headers: {
      ...apiHeaders,
      'cache-control': 'no-store',
      'content-type': 'application/problem+json; charset=utf-8',
    },
    body: JSON.stringify(problem),
    isBase64Encoded: false,
  });
}
