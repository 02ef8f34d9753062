import type { TokenSubject } from '../../src/auth/principal/authority.js';
import { AppError } from '../../src/errors/app-error.js';
import { UsersService } from '../../src/users/users.service.js';
import { SignOuts } from '../../src/users/sign-outs.service.js';
import { PoolUpdates } from '../../src/users/pool-updates.service.js';
import { type DirectoryUser, UserDirectory } from '../../src/users/user-directory.js';
import { AuthorityMarks, sessionsRemembered } from '../../src/profiles/authority-marks.repository.js';
import { ProfileAuthority } from '../../src/profiles/profile-authority.js';
import { profileKey } from '../../src/profiles/profile.item.js';
import type { Actor } from '../../src/auth/principal/actor.js';
import { WriteRetries } from '../../src/dynamodb/write-retries.js';
import { actor } from '../support/server/actors.js';
import { type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

const sub = '0b1c8f6e-7a5d-4c3b-9e2f-1a2b3c4d5e6f';
const subject: TokenSubject = { sub, username: sub, claimedClinicId: undefined, email: undefined };

/** A user pool that fails on demand, and lets something happen while it is being written to. */
class Directory extends UserDirectory {
  readonly groups = new Map<string, readonly string[]>();
  readonly enabled = new Map<string, boolean>();
  isDown = false;
  meanwhile: (() => Promise<unknown>) | undefined;

  override find(): Promise<DirectoryUser | undefined> {
    return Promise.resolve(undefined);
  }

  override setEnabled(userId: string, enabled: boolean): Promise<void> {
    return this.reached(() => this.enabled.set(userId, enabled));
  }

  override setGroups(userId: string, groups: readonly string[]): Promise<void> {
    return this.reached(() => this.groups.set(userId, groups));
  }

  override signOut(): Promise<void> {
    return this.reached(() => undefined);
  }

  private async reached(effect: () => unknown): Promise<void> {
    if (this.isDown) throw new AppError('user_pool_unavailable');
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    effect();
  }
}

describe('marks on the profile, and the user pool that follows them', () => {
  let engine: Engine;
  let rooms: Rooms;
  let marks: AuthorityMarks;
  let directory: Directory;
  let admin: Actor;
  let users: UsersService;
  let signOuts: SignOuts;

  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(async () => {
    await engine.stop();
  });
  beforeEach(async () => {
    rooms = furnish(tableAt(engine.endpoint));
    const { table, clock, audit, profiles, clinics, authority } = rooms;
    marks = new AuthorityMarks(table);
    directory = new Directory();
    signOuts = new SignOuts(marks, authority, directory, clock, audit);
    const updates = new PoolUpdates(profiles, marks, directory, clock);
    users = new UsersService(
      profiles,
      marks,
      authority,
      clinics,
      directory,
      signOuts,
      updates,
      audit,
      new WriteRetries(),
    );
    admin = rooms.admin;
    await table.write({ put: { ...profileKey(sub), type: 'USER', created_at: 'x', status: 'active' } });
  });
  afterEach(() => {
    rooms.table.close();
  });

  const authority = () => rooms.authority.authorityOf(subject);

  it('acts on every instance within 30 s, and at once on the one that wrote it', async () => {
    const elsewhere = new ProfileAuthority(rooms.profiles, rooms.clock);
    await Promise.all([authority(), elsewhere.authorityOf(subject)]);
    rooms.clock.advance(1);
    await users.change(admin, sub, { status: 'disabled', groups: ['billing'] });
    expect(await authority()).toMatchObject({ disabled: true, changedGroups: { names: ['billing'] } });
    expect(await elsewhere.authorityOf(subject)).toMatchObject({ disabled: false, changedGroups: undefined });
    rooms.clock.advance(29);
    expect(await elsewhere.authorityOf(subject)).toMatchObject({
      disabled: true,
      changedGroups: { names: ['billing'] },
      signedOutBefore: rooms.clock.seconds() - 29,
    });
  });

  it('acts on every instance within 30 s also when the clock of one is set back', async () => {
    const elsewhere = new ProfileAuthority(rooms.profiles, rooms.clock);
    await elsewhere.authorityOf(subject);
    await users.change(admin, sub, { status: 'disabled' });
    rooms.clock.setBack(600);
    rooms.clock.advance(30);
    expect(await elsewhere.authorityOf(subject)).toMatchObject({ disabled: true });
  });

  it('does not let a read that began before a change be remembered after it', async () => {
    const { profiles } = rooms;
    const ensure = profiles.ensure.bind(profiles);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    jest.spyOn(profiles, 'ensure').mockImplementationOnce(async (arrival) => {
      const before = await ensure(arrival);
      await gate;
      return before;
    });
    const early = authority();
    await users.change(admin, sub, { status: 'disabled' });
    open();
    await expect(early).resolves.toMatchObject({ disabled: false });
    expect(await authority()).toMatchObject({ disabled: true });
  });

  it('stands when the pool cannot be reached; the groups stay open, and a repeated request settles them', async () => {
    directory.isDown = true;
    await expect(users.change(admin, sub, { groups: ['billing'] })).rejects.toMatchObject({
      code: 'user_pool_unavailable',
    });
    expect(await authority()).toMatchObject({ changedGroups: { names: ['billing'], settledAt: undefined } });
    directory.isDown = false;
    await users.change(admin, sub, { groups: ['billing'] });
    expect(directory.groups.get(sub)).toEqual(['billing']);
    expect(await authority()).toMatchObject({
      changedGroups: { names: ['billing'], settledAt: rooms.clock.seconds() },
    });
  });

  it('leaves pool and profile agreed when two administrators change groups at once', async () => {
    directory.meanwhile = () => users.change(admin, sub, { groups: ['admin'] });
    await users.change(admin, sub, { groups: ['billing'] });
    // the first to write is the last to reach the pool, and must not bring its own groups back
    expect(directory.groups.get(sub)).toEqual(['admin']);
    expect(await authority()).toMatchObject({
      changedGroups: { names: ['admin'], settledAt: rooms.clock.seconds() },
    });
  });

  it('leaves pool and profile agreed when two administrators change the status at once', async () => {
    directory.meanwhile = () => users.change(admin, sub, { status: 'disabled' });
    await users.change(admin, sub, { status: 'active' });
    expect(directory.enabled.get(sub)).toBe(false);
    expect(await authority()).toMatchObject({ disabled: true });
  });

  it('gives up after some rounds against others who do not stop, and says that a retry is safe', async () => {
    const interfere = async (): Promise<void> => {
      await marks.reopenGroups(sub, 'other');
      directory.meanwhile = interfere;
    };
    directory.meanwhile = interfere;
    await expect(users.change(admin, sub, { groups: ['billing'] })).rejects.toMatchObject({
      code: 'user_pool_unavailable',
    });
  });

  it('moves the mark of a sign-out forward only, and takes it twice', async () => {
    expect(await marks.endSignInsBefore(sub, 1_000)).toBe(true);
    expect(await marks.endSignInsBefore(sub, 1_000)).toBe(true);
    expect(await marks.endSignInsBefore(sub, 999)).toBe(false);
    expect(await authority()).toMatchObject({ signedOutBefore: 1_000 });
  });

  it('holds a bounded number of ended sign-ins, and ends all when it is full', async () => {
    for (let index = 0; index < sessionsRemembered; index += 1)
      expect(await marks.endSession(sub, `s${index}`)).toBe(true);
    expect(await marks.endSession(sub, 's0')).toBe(true);
    expect(await marks.endSession(sub, 'one-more')).toBe(false);
    await signOuts.current(actor(sub, []), 'one-more');
    expect(await authority()).toMatchObject({ signedOutBefore: rooms.clock.seconds() });
  });

  it('cannot end a sign-in that the token does not name', async () => {
    await expect(signOuts.current(actor(sub, []), undefined)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('makes no profile by marking one that is not there', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const by = { id: admin.id, check: await rooms.authority.adminCheck(admin.token) };
    expect(await marks.change(nobody, { status: 'disabled' }, 'change-1', by)).toBe('missing');
    expect(await marks.endSignInsBefore(nobody, 1_000)).toBe(false);
    expect(await marks.endSession(nobody, 's1')).toBe(false);
    await expect(rooms.profiles.find(nobody)).resolves.toBeUndefined();
  });

  it('asks a store that just failed not again for the same user before a pause is over', async () => {
    const reads = jest.spyOn(rooms.profiles, 'ensure').mockRejectedValue(new AppError('store_unavailable'));
    for (let request = 0; request < 5; request += 1) {
      await expect(authority()).rejects.toMatchObject({ code: 'store_unavailable' });
    }
    expect(reads).toHaveBeenCalledTimes(1);
    reads.mockRestore();
    rooms.clock.setBack(600);
    rooms.clock.advance(2);
    expect(await authority()).toMatchObject({ disabled: false });
  });
});
