import { isPlainId } from '../ids/plain-id.js';
import { isIP } from 'node:net';
import type { Origin } from './author.js';

/** The parts of a request that an audit record shows; Fastify's request has them. */
export interface AuditedRequest {
  readonly id: string;
  readonly method: string;
  /** By the word of trusted proxies where there are some. */
  readonly ip?: string;
  readonly routeOptions?: { readonly url?: string | undefined };
  readonly params?: unknown;
}

/** What a record says of a request: its method, template, clinic and id, and nothing that people typed. */
export function describeRequest(request: AuditedRequest): Origin {
  const { clinicId } = (request.params ?? {}) as { clinicId?: unknown };
  return {
    method: request.method,
    route: request.routeOptions?.url,
    // a path parameter is whatever the caller wrote; only what could be an id goes into a log
    clinicId: typeof clinicId === 'string' && isPlainId(clinicId) ? clinicId : undefined,
    requestId: request.id,
    // a proxy hands over what others wrote
    client: isIP(request.ip ?? '') === 0 ? undefined : request.ip,
  };
}
