import { Injectable } from '@nestjs/common';
import { pageById } from '../dynamodb/page-by-id.js';
import { Table } from '../dynamodb/table.js';
import { isNew, lastWrittenBy, type WriteOutcome } from '../dynamodb/write.js';
import type { Page, PageRequest } from '../paging/page.js';
import {
  practitionerItem,
  practitionerKey,
  practitionerPartition,
  practitionerPrefix,
  type StoredPractitioner,
} from './practitioner.item.js';

/** Practitioners, one item each. */
@Injectable()
export class PractitionersRepository {
  constructor(private readonly table: Table) {}

  async find(clinicId: string, id: string, options?: { consistent: boolean }): Promise<StoredPractitioner | undefined> {
    const item = await this.table.get(practitionerKey(clinicId, id), options);
    return item && practitionerItem.decode(item);
  }

  list(clinicId: string, request: PageRequest): Promise<Page<StoredPractitioner>> {
    const range = { partition: practitionerPartition(clinicId), prefix: practitionerPrefix };
    return pageById(this.table, ['practitioners', clinicId], range, request, (item) => practitionerItem.decode(item));
  }

  /** @returns the practitioner that has this id already, nothing when this one was kept */
  async create(practitioner: StoredPractitioner): Promise<StoredPractitioner | undefined> {
    const outcome = await this.table.write({ put: practitionerItem.encode(practitioner), when: isNew });
    const existing = outcome.kind === 'refused' ? outcome.by.get(0) : undefined;
    return existing && practitionerItem.decode(existing);
  }

  /** Puts `after` in the place of `before`, unless somebody else wrote it in between. */
  replace(before: StoredPractitioner, after: StoredPractitioner): Promise<WriteOutcome> {
    return this.table.write({ put: practitionerItem.encode(after), when: lastWrittenBy(before.writeId) });
  }
}
