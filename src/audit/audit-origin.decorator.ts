import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuditRecord } from './audit-log.js';
import { type AuditedRequest, describeRequest } from './audited-request.js';

/** Where a change came from: the part of an audit record that only the request knows. */
export type Origin = Pick<AuditRecord, 'method' | 'route' | 'clinicId' | 'requestId'>;

/** Hands a controller the origin of the request, for services that leave an audit record. */
export const AuditOrigin = createParamDecorator((_data: unknown, context: ExecutionContext): Origin =>
  describeRequest(context.switchToHttp().getRequest<AuditedRequest>()),
);
