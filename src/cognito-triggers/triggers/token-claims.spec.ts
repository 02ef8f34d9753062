import type { Profile } from '../../profiles/profile.item.js';
import { claimsOf, claimsResponse, noClaims, ownClaims } from './token-claims.js';

const profile: Profile = {
  sub: '7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11',
  email: 'ada@sunrise-eye.com',
  clinicId: 'CLN-001',
  clinicPending: false,
  clinicIds: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  active: true,
  signedOutBefore: undefined,
  revokedSessions: [],
  groups: undefined,
  groupsSettledAt: undefined,
  role: 'optician',
  subscription: undefined,
  features: ['recall', 'sms'],
};
const now = 1_800_000_000;

describe('the claims of a token', () => {
  it('are none of those that Cognito keeps to itself (docs/cognito-facts.md#l8)', () => {
    const kept =
      'acr amr aud at_hash auth_time azp cognito:username exp iat identities iss jti nbf nonce origin_jti sub token_use';
    expect(ownClaims.filter((name) => kept.split(' ').includes(name))).toEqual([]);
    expect(Object.keys(claimsOf(profile, now).add).sort()).toEqual([...ownClaims].sort());
  });

  it('are set or suppressed, each of them, whatever is stored', () => {
    for (const stored of [
      profile,
      { ...profile, role: undefined, clinicId: undefined },
      { ...profile, active: false },
    ]) {
      const { add, suppress } = claimsOf(stored, now);
      expect([...Object.keys(add), ...suppress].sort()).toEqual([...ownClaims].sort());
    }
  });

  it('take the groups from the profile until the pool has known of them for a minute', () => {
    const changed = { ...profile, groups: ['billing'] };
    expect(claimsOf(profile, now)).not.toHaveProperty('groups');
    expect(claimsOf(changed, now).groups).toEqual(['billing']);
    expect(claimsOf({ ...changed, groupsSettledAt: now - 59 }, now).groups).toEqual(['billing']);
    expect(claimsOf({ ...changed, groupsSettledAt: now - 60 }, now)).not.toHaveProperty('groups');
    expect(claimsOf({ ...changed, groups: [] }, now).groups).toEqual([]);
    expect(claimsOf({ ...changed, active: false }, now).groups).toEqual([]);
  });

  it('leave the groups of the pool alone unless something is known of them (docs/cognito-facts.md#l7)', () => {
    for (const version of ['1', '2', '3'] as const) {
      expect(JSON.stringify(claimsResponse(version, noClaims))).not.toContain('group');
      expect(JSON.stringify(claimsResponse(version, claimsOf(profile, now)))).not.toContain('group');
    }
  });
});
