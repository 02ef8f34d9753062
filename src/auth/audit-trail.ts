import type { AuditRecord } from '../audit/audit-log.js';
import { type AuditedRequest, describeRequest } from '../audit/audited-request.js';
import type { AppError } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';
import type { AuthenticatedRequest } from './principal/current-principal.decorator.js';
import type { VerifiedToken } from './token/verified-token.js';

/** A request as the guards leave it, refused or not. */
export interface GuardedRequest extends AuditedRequest, AuthenticatedRequest {
  readonly verifiedToken?: VerifiedToken;
}

/** The record of a refusal by the guards; nothing when the error is about something else. */
export function denialOf({ code, reason }: AppError, request: GuardedRequest): AuditRecord | undefined {
  const { status } = problemCatalogue[code];
  if (status !== 401 && status !== 403) return undefined;
  return {
    decision: 'denied',
    who: callerId(request),
    ...describeRequest(request),
    code,
    ...(reason !== undefined && { reason }),
  };
}

/** The record of an administrator who enters a clinic that is not among their own. */
export function foreignEntryOf(request: GuardedRequest): AuditRecord {
  return { decision: 'foreign_clinic', who: callerId(request), ...describeRequest(request) };
}

/**
 * `sub` of the user or id of the machine client. A user who is disabled or signed out is no principal, but the token says who
 * it is.
 */
export function callerId({ principal, verifiedToken }: GuardedRequest): string | undefined {
  const caller = principal ?? verifiedToken;
  return caller?.kind === 'user' ? caller.sub : caller?.clientId;
}
