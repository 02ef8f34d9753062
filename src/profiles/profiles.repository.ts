import { Injectable } from '@nestjs/common';
import { Table } from '../dynamodb/table.js';
import { isNew } from '../dynamodb/write.js';
import { fromProfileItem, type NewProfile, type Profile, profileKey, toProfileItem } from './profile.item.js';

/** Profiles: one item for each user of the pool. */
@Injectable()
export class ProfilesRepository {
  constructor(private readonly table: Table) {}

  async find(sub: string): Promise<Profile | undefined> {
    const item = await this.table.getTogether(profileKey(sub));
    return item && fromProfileItem(item);
  }

  /**
   * Writes a profile unless there is one: what stands there is never reset (post-confirmation also fires at every
   * password reset, fact L5).
   *
   * @returns whether it was written
   */
  async createIfMissing(profile: NewProfile): Promise<boolean> {
    return (await this.table.write({ put: toProfileItem(profile), when: isNew })).kind === 'done';
  }
}
