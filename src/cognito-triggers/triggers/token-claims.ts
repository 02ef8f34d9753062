import type { Profile } from '../../profiles/profile.item.js';
import { settlingTime } from '../../user-pool/settling-time.js';
import type { PreTokenGenerationEvent } from '../events/pre-token-generation.schema.js';
import type { ResponseMembers } from './trigger.js';

/** The claims that are ours: each is set from the profile or kept out of the token. None is one of Cognito's own (docs/cognito-facts.md#l8). */
export const ownClaims = ['custom:clinic_id', 'custom:role', 'custom:subscription', 'custom:features'] as const;

/** Claims for a token, and groups where the profile takes them away. */
export interface TokenClaims {
  readonly add: Readonly<Record<string, string>>;
  /** Attributes of the pool that must not pass for claims: users have been able to write them (docs/cognito-facts.md#a1). */
  readonly suppress: readonly string[];
  /** Absent: the pool's groups stay. An empty list removes them all, in both tokens (docs/cognito-facts.md#l7). */
  readonly groups?: readonly string[];
}

/** Nothing is known of the user: none of our claims, whatever the pool's attributes say. */
export const noClaims: TokenClaims = { add: {}, suppress: ownClaims };

/** What the stored profile entitles to. */
export function claimsOf(profile: Profile, nowSeconds: number): TokenClaims {
  if (!profile.active) return { ...noClaims, groups: [] };
  const { clinicId, role, subscription = 'free', features } = profile;
  const add = {
    ...(clinicId !== undefined && { 'custom:clinic_id': clinicId }),
    ...(role !== undefined && { 'custom:role': role }),
    'custom:subscription': subscription,
    'custom:features': features.join(','),
  };
  const suppress = ownClaims.filter((name) => !(name in add));
  return { add, suppress, ...membershipOf(profile, nowSeconds) };
}

/** The pool's groups stand, unless they were changed through this API and the pool has not had them for long. */
function membershipOf({ groups, groupsSettledAt }: Profile, nowSeconds: number): Pick<TokenClaims, 'groups'> {
  const settled = groupsSettledAt !== undefined && nowSeconds >= groupsSettledAt + settlingTime;
  return groups === undefined || settled ? {} : { groups };
}

/**
 * The answer in the event's own version (docs/cognito-facts.md#l6). V1 reaches the ID token only; V2 and V3 say the same for both tokens,
 * and without groups in the answer the pool's own stay.
 */
export function claimsResponse(
  version: PreTokenGenerationEvent['version'],
  { add, suppress, groups }: TokenClaims,
): ResponseMembers {
  const claims = { claimsToAddOrOverride: add, claimsToSuppress: suppress };
  const override = groups && { groupOverrideDetails: { groupsToOverride: groups } };
  if (version === '1') return { claimsOverrideDetails: { ...claims, ...override } };
  return {
    claimsAndScopeOverrideDetails: { idTokenGeneration: claims, accessTokenGeneration: claims, ...override },
  };
}
