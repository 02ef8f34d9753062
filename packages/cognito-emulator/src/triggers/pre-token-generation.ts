import * as z from 'zod';
import type { GroupConfiguration } from '../pool/groups.js';
import type { PreTokenGenerationVersion } from '../pool/pool-configuration.js';
import { invalidResponse } from './trigger-runner.js';

/** The occasions of token generation (COGNITO L6). */
export type TokenGenerationSource = 'Authentication' | 'HostedAuth' | 'NewPasswordChallenge' | 'RefreshTokens';

interface ClaimOverrides {
  readonly add: Readonly<Record<string, unknown>>;
  readonly suppress: readonly string[];
}

/** What a trigger changes in the tokens, in one shape for all versions, protected claims left out. */
export interface TokenOverrides {
  readonly id: ClaimOverrides;
  readonly access: ClaimOverrides;
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
  readonly groups: GroupConfiguration;
}

// COGNITO L8, and the claims that make a token this client's and this user's
const protectedClaims = new Set(
  [
    'acr amr aud at_hash auth_time azp client_id cognito:groups cognito:username device_key event_id exp iat identities',
    'iss jti nbf nonce origin_jti scope sub token_use username version',
  ].flatMap((names) => names.split(' ')),
);

const names = z.array(z.string()).nullish();
const groupOverride = z
  .object({ groupsToOverride: names, iamRolesToOverride: names, preferredRole: z.string().nullish() })
  .nullish();
const v1Response = z.object({
  claimsOverrideDetails: z
    .object({
      claimsToAddOrOverride: z.record(z.string(), z.string()).nullish(),
      claimsToSuppress: names,
      groupOverrideDetails: groupOverride,
    })
    .nullish(),
});
const tokenGeneration = z
  .object({
    claimsToAddOrOverride: z.record(z.string(), z.json()).nullish(),
    claimsToSuppress: names,
    scopesToAdd: names,
    scopesToSuppress: names,
  })
  .nullish();
const v2Response = z.object({
  claimsAndScopeOverrideDetails: z
    .object({
      idTokenGeneration: tokenGeneration,
      accessTokenGeneration: tokenGeneration,
      groupOverrideDetails: groupOverride,
    })
    .nullish(),
});

/** The `response` that an event of a version starts with. */
export function emptyResponse(version: PreTokenGenerationVersion): Record<string, null> {
  return version === 'V1_0' ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null };
}

/**
 * Reads a trigger's answer. V1 reaches the ID token only, except for groups, which both tokens carry (COGNITO L6, L7).
 * Throws InvalidLambdaResponseException when the answer does not have its version's shape.
 */
export function readOverrides(
  version: PreTokenGenerationVersion,
  response: unknown,
  current: GroupConfiguration,
): TokenOverrides {
  if (version === 'V1_0') {
    const details = parse(v1Response, response).claimsOverrideDetails;
    return {
      id: claimOverrides(details),
      access: claimOverrides(undefined),
      scopesToAdd: [],
      scopesToSuppress: [],
      groups: groupsAfter(details?.groupOverrideDetails, current),
    };
  }
  const details = parse(v2Response, response).claimsAndScopeOverrideDetails;
  return {
    id: claimOverrides(details?.idTokenGeneration),
    access: claimOverrides(details?.accessTokenGeneration),
    scopesToAdd: details?.accessTokenGeneration?.scopesToAdd ?? [],
    scopesToSuppress: details?.accessTokenGeneration?.scopesToSuppress ?? [],
    groups: groupsAfter(details?.groupOverrideDetails, current),
  };
}

function parse<S extends z.ZodType>(schema: S, response: unknown): z.infer<S> {
  const parsed = schema.safeParse(response);
  if (!parsed.success) throw invalidResponse();
  return parsed.data;
}

/** Suppressing a claim beats adding it (COGNITO L7). */
function claimOverrides(
  details:
    | {
        claimsToAddOrOverride?: Record<string, unknown> | null | undefined;
        claimsToSuppress?: string[] | null | undefined;
      }
    | null
    | undefined,
): ClaimOverrides {
  const suppress = (details?.claimsToSuppress ?? []).filter((name) => !protectedClaims.has(name));
  const add = Object.entries(details?.claimsToAddOrOverride ?? {}).filter(
    ([name]) => !protectedClaims.has(name) && !suppress.includes(name),
  );
  return { add: Object.fromEntries(add), suppress };
}

/** An override without groups leaves none, and no roles (COGNITO L7); no override leaves them as they are. */
function groupsAfter(override: z.infer<typeof groupOverride>, current: GroupConfiguration): GroupConfiguration {
  if (override === null || override === undefined) return current;
  const { groupsToOverride, iamRolesToOverride, preferredRole } = override;
  return {
    groups: groupsToOverride ?? [],
    roles: iamRolesToOverride ?? [],
    preferredRole: preferredRole ?? undefined,
  };
}
