import fc from 'fast-check';
import { settlingTime } from '../../user-pool/settling-time.js';
import { effectiveGroups } from './effective-groups.js';

const token = (issuedAt: number, ...groups: string[]) => ({ issuedAt, groups });

describe('effectiveGroups', () => {
  it("are the token's while nothing was changed here", () => {
    expect(effectiveGroups(token(100, 'admin'), undefined)).toEqual(['admin']);
  });

  it("are the profile's for every token that was issued before the pool was told", () => {
    const changed = { names: ['billing'], settledAt: 1_000 };
    expect(effectiveGroups(token(999, 'admin'), changed)).toEqual(['billing']);
    expect(effectiveGroups(token(1_000 + settlingTime - 1, 'admin'), changed)).toEqual(['billing']);
  });

  it("are the token's again once it is newer than that, whatever the pool says by then", () => {
    const changed = { names: ['billing'], settledAt: 1_000 };
    expect(effectiveGroups(token(1_000 + settlingTime, 'clinic-staff'), changed)).toEqual(['clinic-staff']);
  });

  it("are the profile's for as long as the pool could not be told, however new the token", () => {
    expect(effectiveGroups(token(9_999_999, 'admin'), { names: [], settledAt: undefined })).toEqual([]);
  });

  it('never hold a group that neither the token nor the profile gives', () => {
    const names = fc.array(fc.constantFrom('admin', 'clinic-staff', 'billing'));
    const seconds = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(
        names,
        seconds,
        names,
        fc.option(seconds, { nil: undefined }),
        (groups, issuedAt, stored, settledAt) => {
          const given = new Set<string>([...groups, ...stored]);
          const effective = effectiveGroups({ groups, issuedAt }, { names: stored, settledAt });
          expect(effective.every((group) => given.has(group))).toBe(true);
        },
      ),
    );
  });
});
