import type { RoutePolicy } from '../auth/policy/route-policy.js';
import { type ErrorCode, errorCodes } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';

/** What decides, beside its service, how a route may refuse. */
export interface RouteTraits {
  readonly method: string;
  readonly policy: RoutePolicy;
  readonly hasBody: boolean;
  readonly hasPathParameters: boolean;
  /** Names of its request headers, in lower case. */
  readonly headers: ReadonlySet<string>;
  /** What `@Problems` names. */
  readonly own: readonly ErrorCode[];
}

const tokenProblems = errorCodes.filter(
  (code) => problemCatalogue[code].status === 401 && code !== 'webhook_signature',
);

/** Every code with which a route may answer, in the order of the catalogue. */
export function codesOf(traits: RouteTraits): readonly ErrorCode[] {
  const { hasBody, hasPathParameters, headers, own } = traits;
  const codes = new Set<ErrorCode>([
    ...own,
    ...codesOfPolicy(traits),
    'invalid_request',
    'internal',
    ...when(hasPathParameters, 'not_found'),
    ...when(hasBody, 'payload_too_large', 'unsupported_media_type'),
    ...when(headers.has('if-match'), 'version_mismatch', 'precondition_required'),
    ...when(headers.has('idempotency-key'), 'idempotency_key_reused'),
  ]);
  return errorCodes.filter((code) => codes.has(code));
}

function codesOfPolicy({ policy, method }: RouteTraits): readonly ErrorCode[] {
  if (policy.kind === 'public') return when(policy.signed === true, 'webhook_signature');
  const forMachinesAlone = policy.users === 'none';
  return [
    ...tokenProblems,
    ...when(method !== 'GET', 'cross_site'),
    // a machine without the scopes of the route, or on a route that names none
    'scope_missing',
    ...when(forMachinesAlone || typeof policy.users !== 'string', 'group_missing'),
    ...when(policy.clinicScoped, 'clinic_mismatch'),
    'too_many_requests',
    'keys_unavailable',
    'store_unavailable',
  ];
}

const when = (condition: boolean, ...codes: readonly ErrorCode[]): readonly ErrorCode[] => (condition ? codes : []);
