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
