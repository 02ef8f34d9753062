import type { APIGatewayProxyEvent, APIGatewayProxyEventV2, ALBEvent } from 'aws-lambda';
import { httpApiClaims, restApiClaims } from '../auth/gateway/gateway-claims.js';

/** Events of the three gateways that may stand in front of the API. */
export type GatewayEvent = APIGatewayProxyEventV2 | APIGatewayProxyEvent | ALBEvent;

type Headers = Record<string, string | string[]>;
type JsonObject = Readonly<Record<string, unknown>>;

/** One HTTP request, as a gateway handed it over. */
export interface GatewayRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly payload: Buffer | undefined;
  /** The peer's address, where the gateway itself says it. */
  readonly peer: string | undefined;
  /** The caller's claims, where an authorizer checked the token; read by `claims()` so that a refusal becomes an answer. */
  readonly claims: (() => JsonObject) | undefined;
  readonly gateway: 'http-api' | 'rest-api' | 'alb';
  /** Whether the answer may carry several values a header: REST APIs may, load balancers when they were set up so. */
  readonly multiValue: boolean;
}

/** Tells the gateways apart by what only they send (docs/cognito-facts.md#g1 to G3). */
export function readGatewayEvent(event: GatewayEvent): GatewayRequest {
  if ('version' in event && event.version === '2.0') return fromHttpApi(event);
  const proxied = event as APIGatewayProxyEvent | ALBEvent;
  return 'elb' in proxied.requestContext ? fromAlb(proxied as ALBEvent) : fromRestApi(proxied as APIGatewayProxyEvent);
}

function fromHttpApi(event: APIGatewayProxyEventV2): GatewayRequest {
  const { rawPath, rawQueryString, headers, cookies, requestContext } = event;
  const { authorizer } = requestContext as { authorizer?: { jwt?: { claims?: JsonObject } } };
  const claims = authorizer?.jwt?.claims;
  return {
    method: requestContext.http.method,
    url: rawQueryString === '' ? rawPath : `${rawPath}?${rawQueryString}`,
    headers: { ...present(headers), ...(cookies && { cookie: cookies.join('; ') }) },
    payload: payloadOf(event),
    peer: requestContext.http.sourceIp,
    claims: claims && (() => httpApiClaims(claims)),
    gateway: 'http-api',
    multiValue: false,
  };
}

function fromRestApi(event: APIGatewayProxyEvent): GatewayRequest {
  const { requestContext, path, multiValueQueryStringParameters: query } = event;
  const { authorizer, identity } = requestContext as {
    authorizer?: { claims?: JsonObject } | null;
    identity?: { sourceIp?: string };
  };
  const claims = authorizer?.claims;
  const parameters = Object.entries(query ?? {}).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
  return {
    method: event.httpMethod,
    // a REST API has decoded them
    url: withQuery(path, new URLSearchParams(parameters).toString()),
    headers: manyOf(event),
    payload: payloadOf(event),
    peer: identity?.sourceIp,
    claims: claims && (() => restApiClaims(claims)),
    gateway: 'rest-api',
    multiValue: true,
  };
}

function fromAlb(event: ALBEvent): GatewayRequest {
  const { multiValueHeaders, multiValueQueryStringParameters: many, queryStringParameters: single } = event;
  const parameters = many ?? Object.fromEntries(Object.entries(single ?? {}).map(([name, value]) => [name, [value]]));
  // a load balancer hands them over as they were sent, encoded
  const query = Object.entries(parameters).flatMap(([name, values]) =>
    (values ?? []).map((value) => `${name}=${value ?? ''}`),
  );
  return {
    method: event.httpMethod,
    url: withQuery(event.path, query.join('&')),
    headers: manyOf(event),
    payload: payloadOf(event),
    peer: undefined,
    // it has no authorizer: what it says of the caller is in signed headers (docs/cognito-facts.md#g3), for the guard to check
    claims: undefined,
    gateway: 'alb',
    multiValue: multiValueHeaders !== undefined,
  };
}

/** Header names in lower case; a header that came once is a string, one that came more often a list. */
function manyOf({ headers, multiValueHeaders }: SentHeaders): Headers {
  if (!multiValueHeaders) return present(headers ?? {});
  const entries = Object.entries(multiValueHeaders).flatMap(([name, values = []]) => {
    const [only, ...more] = values;
    return only === undefined ? [] : [[name.toLowerCase(), more.length === 0 ? only : values] as const];
  });
  return Object.fromEntries(entries);
}

interface SentHeaders {
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null | undefined;
}

function present(headers: Readonly<Record<string, string | undefined>>): Headers {
  const entries = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function payloadOf(event: { body?: string | null; isBase64Encoded: boolean }): Buffer | undefined {
  const { body, isBase64Encoded } = event;
  if (body === undefined || body === null || body === '') return undefined;
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}
