import { effectiveGroups } from '../../src/auth/principal/effective-groups.js';
import { settlingTime } from '../../src/user-pool/settling-time.js';
import { refusalByMarks } from '../../src/auth/principal/marks.js';
import type { UserToken } from '../../src/auth/token/verified-token.js';
import { adminCondition } from '../../src/profiles/admin-condition.js';
import { profileKey } from '../../src/profiles/profile.item.js';
import { actor } from '../support/server/actors.js';
import { furnish, type Rooms } from '../support/server/rooms.js';
import { type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';

const sub = '0b1c8f6e-7a5d-4c3b-9e2f-1a2b3c4d5e6f';
const issuedAt = 1_000_000;

/** Every combination of what a profile and a token may say. */
function combinations() {
  const none = undefined;
  const profiles = ['active', 'disabled'].flatMap((status) =>
    [none, [], ['billing'], ['billing', 'admin']].flatMap((groups) =>
      [none, issuedAt - settlingTime, issuedAt - settlingTime + 1].flatMap((settledAt) =>
        [none, issuedAt, issuedAt + 1].flatMap((endedBefore) =>
          [none, new Set(['another', 'own'])].map((sessions) => ({
            ...{ status, groups, groups_settled_at: settledAt },
            ...{ signed_out_before: endedBefore, revoked_sessions: sessions },
          })),
        ),
      ),
    ),
  );
  return profiles.flatMap((profile) =>
    [['admin'], ['billing'], []].flatMap((groups) =>
      ['own', none].map((sessionId) => {
        const { token } = actor(sub, groups, issuedAt);
        return { profile, token: { ...token, sessionId } as UserToken };
      }),
    ),
  );
}

describe('the check of an administrator', () => {
  let engine: Engine;
  let rooms: Rooms;

  beforeAll(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
  });
  afterAll(async () => {
    rooms.table.close();
    await engine.stop();
  });

  const store = (attributes: object) =>
    rooms.table.write({ put: { ...profileKey(sub), type: 'USER', created_at: 'x', status: 'active', ...attributes } });
  const holds = async (token: UserToken) => (await rooms.table.transact([adminCondition(token)])).kind === 'done';

  it('says in a transaction what the guards say of the same profile and token', async () => {
    const verdicts = new Set<boolean>();
    const different: unknown[] = [];
    for (const { profile, token } of combinations()) {
      await store(profile);
      rooms.authority.forget(sub);
      const authority = await rooms.authority.authorityOf(token);
      const isAdmin =
        refusalByMarks(token, authority) === undefined &&
        effectiveGroups(token, authority.changedGroups).includes('admin');
      verdicts.add(isAdmin);
      if ((await holds(token)) !== isAdmin) different.push({ profile, token });
    }
    expect(different).toEqual([]);
    expect(verdicts.size).toBe(2);
  }, 60_000);

  it('knows groups that are kept as a set', async () => {
    const { token } = actor(sub, ['billing'], issuedAt);
    await store({ groups: new Set(['admin']) });
    expect(await holds(token as UserToken)).toBe(true);
    await store({ groups: new Set(['billing']) });
    expect(await holds(token as UserToken)).toBe(false);
  });

  it('refuses by the store and not by what is remembered, and forgets what was', async () => {
    const { token } = actor(sub, ['admin'], issuedAt);
    await store({});
    rooms.authority.forget(sub);
    expect(await rooms.authority.authorityOf(token as UserToken)).toMatchObject({ disabled: false });
    await store({ status: 'disabled' });
    await expect(rooms.authority.adminCheck(token)).rejects.toMatchObject({ code: 'user_disabled' });
    expect(await rooms.authority.authorityOf(token as UserToken)).toMatchObject({ disabled: true });
    await store({ groups: ['billing'] });
    await expect(rooms.authority.adminCheck(token)).rejects.toMatchObject({ code: 'group_missing' });
    await store({ signed_out_before: issuedAt + 1 });
    await expect(rooms.authority.adminCheck(token)).rejects.toMatchObject({ code: 'revoked' });
  });

  it('is never passed by a machine', async () => {
    const { token } = rooms.admin;
    await expect(rooms.authority.adminCheck({ ...token, kind: 'machine' })).rejects.toMatchObject({
      code: 'group_missing',
    });
  });
});
