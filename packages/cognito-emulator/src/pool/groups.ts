import type { Clock } from '../clock.js';
import { CognitoError, resourceNotFound } from '../cognito-error.js';
import type { Collection } from '../state/store.js';

/** A group as it is stored; its members keep its name. */
export interface Group {
  readonly name: string;
  readonly description?: string | undefined;
  readonly precedence?: number | undefined;
  readonly roleArn?: string | undefined;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** What a user's groups put into their tokens. */
export interface GroupConfiguration {
  readonly groups: readonly string[];
  /** The roles of those groups, for `cognito:roles`. */
  readonly roles: readonly string[];
  /** The role of the group that counts most, for `cognito:preferred_role`. */
  readonly preferredRole: string | undefined;
}

export const noGroups: GroupConfiguration = { groups: [], roles: [], preferredRole: undefined };

/** The groups of one pool. */
export class Groups {
  constructor(
    private readonly records: Collection<Group>,
    private readonly clock: Clock,
  ) {}

  /** Throws ResourceNotFoundException for a group that does not exist. */
  named(name: string): Group {
    const group = this.records.get(name);
    if (group === undefined) throw resourceNotFound('Group not found.');
    return group;
  }

  has(name: string): boolean {
    return this.records.get(name) !== undefined;
  }

  /** Throws GroupExistsException for a name in use. */
  add(group: Omit<Group, 'createdAt' | 'modifiedAt'>): Group {
    if (this.has(group.name)) throw new CognitoError('GroupExistsException', 'A group with the name already exists.');
    const now = this.clock.now().toISOString();
    const created = { ...group, createdAt: now, modifiedAt: now };
    this.records.put(group.name, created);
    return created;
  }

  /**
   * The groups and roles of a user (COGNITO T2). The lowest precedence is the highest priority, none is the lowest; groups of
   * one precedence with different roles prefer none (AWS, API reference of CreateGroup).
   */
  configurationOf(names: readonly string[]): GroupConfiguration {
    const withRole = names.flatMap((name) => {
      const { roleArn, precedence = Infinity } = this.records.get(name) ?? {};
      return roleArn === undefined ? [] : [{ roleArn, precedence }];
    });
    const first = Math.min(...withRole.map(({ precedence }) => precedence));
    const candidates = new Set(withRole.filter(({ precedence }) => precedence === first).map(({ roleArn }) => roleArn));
    const [preferredRole] = candidates.size === 1 ? candidates : [];
    return { groups: names, roles: [...new Set(withRole.map(({ roleArn }) => roleArn))], preferredRole };
  }

  /** Everything, in the order of creation. */
  all(): Group[] {
    return [...this.records.values()];
  }

  /** Throws ResourceNotFoundException. */
  update(name: string, changes: Partial<Pick<Group, 'description' | 'precedence' | 'roleArn'>>): Group {
    const changed = { ...this.named(name), ...changes, modifiedAt: this.clock.now().toISOString() };
    this.records.put(name, changed);
    return changed;
  }

  remove(name: string): void {
    this.records.delete(name);
  }
}
