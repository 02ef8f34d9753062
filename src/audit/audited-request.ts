import type { AuditRecord } from './audit-log.js';

/** The parts of a request that an audit record shows; Fastify's request has them. */
export interface AuditedRequest {
  readonly id: string;
  readonly method: string;
  readonly routeOptions?: { readonly url?: string | undefined };
  readonly params?: unknown;
}

/** A path parameter is whatever the caller wrote; only what could be an id goes into a log. */
const plainId = /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/;

/** What a record says of a request: its method, template, clinic and id, and nothing that people typed. */
export function describeRequest(
  request: AuditedRequest,
): Pick<AuditRecord, 'method' | 'route' | 'clinicId' | 'requestId'> {
  const { clinicId } = (request.params ?? {}) as { clinicId?: unknown };
  return {
    method: request.method,
    route: request.routeOptions?.url,
    clinicId: typeof clinicId === 'string' && plainId.test(clinicId) ? clinicId : undefined,
    requestId: request.id,
  };
}
