import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import { CognitoError } from '../cognito-error.js';
import type { Collection } from '../state/store.js';
import type { User } from './user.js';

type NewUser = Omit<User, 'createdAt' | 'modifiedAt' | 'groups' | 'enabled'>;

/** The users of one pool, found by their name or by e-mail address, which no two of them share. */
export class Users {
  private readonly usernameByEmail = new Map<string, string>();

  constructor(
    private readonly records: Collection<User>,
    private readonly clock: Clock,
  ) {
    for (const user of records.values()) this.index(user);
  }

  /** A name for a user to come. */
  nextUsername(): string {
    return randomUUID();
  }

  /** The user of a name or an e-mail address in any case; undefined when there is none. */
  find(usernameOrEmail: string): User | undefined {
    const username = this.usernameByEmail.get(usernameOrEmail.toLowerCase()) ?? usernameOrEmail.toLowerCase();
    return this.records.get(username);
  }

  /** As `find`, for administrators: throws UserNotFoundException. */
  named(usernameOrEmail: string): User {
    const user = this.find(usernameOrEmail);
    if (user === undefined) throw new CognitoError('UserNotFoundException', 'User does not exist.');
    return user;
  }

  get size(): number {
    return this.records.size;
  }

  /** Everyone, in the order of creation. */
  all(): User[] {
    return [...this.records.values()];
  }

  /** Adds a user; throws UsernameExistsException when the address is taken. Nothing happens between check and write. */
  add(user: NewUser): User {
    if (this.isTaken(user)) {
      throw new CognitoError('UsernameExistsException', 'An account with the given email already exists.');
    }
    const now = this.clock.now().toISOString();
    return this.save({ ...user, groups: [], enabled: true, createdAt: now, modifiedAt: now });
  }

  /** Applies a change to the user as they are now; throws AliasExistsException when their new address is taken. */
  update(username: string, change: (user: User) => Partial<User>): User {
    const before = this.named(username);
    const after = { ...before, ...change(before), modifiedAt: this.clock.now().toISOString() };
    if (this.isTaken(after)) {
      throw new CognitoError('AliasExistsException', 'An account with the email already exists.');
    }
    const saved = this.save(after);
    const address = before.attributes['email']?.toLowerCase();
    if (address !== undefined && address !== saved.attributes['email']?.toLowerCase()) {
      this.usernameByEmail.delete(address);
    }
    return saved;
  }

  remove(user: User): void {
    this.records.delete(user.username);
    this.usernameByEmail.delete(user.attributes['email']?.toLowerCase() ?? '');
  }

  private save(user: User): User {
    this.records.put(user.username, user);
    this.index(user);
    return user;
  }

  private isTaken({ username, attributes }: Pick<User, 'username' | 'attributes'>): boolean {
    const holder = this.usernameByEmail.get(attributes['email']?.toLowerCase() ?? '');
    return holder !== undefined && holder !== username;
  }

  private index({ username, attributes }: User): void {
    if (attributes['email'] !== undefined) this.usernameByEmail.set(attributes['email'].toLowerCase(), username);
  }
}
