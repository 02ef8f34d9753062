import { Injectable } from '@nestjs/common';
import { Table } from '../dynamodb/table.js';
import { type Condition, isNew } from '../dynamodb/write.js';
import { fromProfileItem, type NewProfile, type Profile, profileKey, toProfileItem } from './profile.item.js';

/** Nobody has settled the clinic: neither a proof nor an administrator. */
const isPending: Condition = { expression: 'clinic_pending = :pending', values: { ':pending': true } };

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
   * password reset, docs/cognito-facts.md#l5).
   *
   * @returns the profile that was there; undefined when this one was written
   */
  async createIfMissing(profile: NewProfile): Promise<Profile | undefined> {
    const outcome = await this.table.write({ put: toProfileItem(profile), when: isNew });
    const existing = outcome.kind === 'refused' ? outcome.by.get(0) : undefined;
    return existing && fromProfileItem(existing);
  }

  /**
   * Settles the clinic of a profile that waits for it; any other profile stays as it is.
   *
   * @param clinicId undefined when the proof shows that the user belongs to none
   * @param email the verified address, where the proof names one
   */
  async settleClinic({ sub, clinicId, email }: Pick<NewProfile, 'sub' | 'clinicId' | 'email'>): Promise<void> {
    const set = { clinic_id: clinicId, email, clinic_pending: null };
    await this.table.write({ update: profileKey(sub), set, when: isPending });
  }
}
