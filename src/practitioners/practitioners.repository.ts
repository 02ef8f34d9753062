import { Injectable } from '@nestjs/common';
import { conditions, isConditionFailure } from '../dynamodb/conditions.js';
import { pageById } from '../dynamodb/page-by-id.js';
import type { Page, PageRequest } from '../paging/page.js';
import { Table } from '../dynamodb/table.js';
import {
  fromPractitionerItem,
  practitionerKey,
  practitionerPartition,
  practitionerPrefix,
  toPractitionerItem,
} from './practitioner.item.js';
import type { Practitioner, PractitionerChanges } from './practitioner.schema.js';

/** Practitioners, one item each. */
@Injectable()
export class PractitionersRepository {
  constructor(private readonly table: Table) {}

  async find(clinicId: string, id: string): Promise<Practitioner | undefined> {
    const item = await this.table.get(practitionerKey(clinicId, id));
    return item && fromPractitionerItem(item);
  }

  list(clinicId: string, request: PageRequest): Promise<Page<Practitioner>> {
    const range = { partition: practitionerPartition(clinicId), prefix: practitionerPrefix };
    return pageById(this.table, ['practitioners', clinicId], range, request, fromPractitionerItem);
  }

  /** @returns false when the id is taken */
  async create(practitioner: Practitioner): Promise<boolean> {
    try {
      await this.table.put({ Item: toPractitionerItem(practitioner), ConditionExpression: conditions.isNew });
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  /** @returns the practitioner as changed, or nothing when there is none */
  async update(
    clinicId: string,
    id: string,
    changes: PractitionerChanges,
    now: Date,
  ): Promise<Practitioner | undefined> {
    const { name, specialty, active } = changes;
    const set = { name, specialty: specialty ?? undefined, active, updated_at: now.toISOString() };
    const entries = Object.entries(set).filter(([, value]) => value !== undefined);
    const assignments = entries.map(([attribute]) => `#${attribute} = :${attribute}`).join(', ');
    try {
      const item = await this.table.update({
        Key: practitionerKey(clinicId, id),
        ConditionExpression: conditions.exists,
        UpdateExpression: `SET ${assignments}${specialty === null ? ' REMOVE specialty' : ''}`,
        ExpressionAttributeNames: Object.fromEntries(entries.map(([attribute]) => [`#${attribute}`, attribute])),
        ExpressionAttributeValues: Object.fromEntries(entries.map(([attribute, value]) => [`:${attribute}`, value])),
        ReturnValues: 'ALL_NEW',
      });
      return item && fromPractitionerItem(item);
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  }
}
