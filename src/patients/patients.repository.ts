import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { clinicKey } from '../clinics/clinic.item.js';
import { Table } from '../dynamodb/table.js';
import { isNew, lastWrittenBy, type WriteOutcome } from '../dynamodb/write.js';
import { decodeCursor, encodeCursor } from '../paging/cursor.js';
import type { Page } from '../paging/page.js';
import { foldedName, registerPart, registerParts } from './folded-name.js';
import { patientItem, patientKey, registerPartition, type StoredPatient } from './patient.item.js';
import type { PatientQuery } from './patient.schema.js';

/** Reads of the register for one page. A clinic with few patients has many empty letters: the page then ends early. */
const readsAPage = 40;

/** Where the register is read on: a part, and the place behind which to begin. */
const place = z.strictObject({ part: z.enum(registerParts), after: z.string().max(300) });

/** Sorts behind every character that a name may hold. */
const behindAll = '\u{10FFFF}';

/** The patients of all clinics, one item each. */
@Injectable()
export class PatientsRepository {
  constructor(private readonly table: Table) {}

  async find(clinicId: string, id: string, options?: { consistent: boolean }): Promise<StoredPatient | undefined> {
    const item = await this.table.get(patientKey(clinicId, id), options);
    return item && patientItem.decode(item);
  }

  /** The same for many at once: patients that are asked for in one turn of the event loop are one read. */
  async findTogether(clinicId: string, id: string): Promise<StoredPatient | undefined> {
    const item = await this.table.getTogether(patientKey(clinicId, id));
    return item && patientItem.decode(item);
  }

  /** Keeps a new patient of a clinic that exists; `by` tells which of the two was refused. */
  create(patient: StoredPatient): Promise<WriteOutcome> {
    return this.table.transact([
      { put: patientItem.encode(patient), when: isNew },
      { check: clinicKey(patient.clinicId), when: { expression: 'attribute_exists(PK)' } },
    ]);
  }

  /** Puts each `after` in the place of its `before`, all or none, unless somebody else wrote one in between. */
  replace(changes: readonly { before: StoredPatient; after: StoredPatient }[]): Promise<WriteOutcome> {
    return this.table.transact(
      changes.map(({ before, after }) => ({ put: patientItem.encode(after), when: lastWrittenBy(before.writeId) })),
    );
  }

  /** Active patients in the order of their folded names, from the register (eventually consistent). */
  async list(clinicId: string, { namePrefix, limit, cursor }: PatientQuery): Promise<Page<StoredPatient>> {
    const prefix = namePrefix === undefined ? '' : foldedName(namePrefix);
    const scope = ['patients', clinicId, prefix];
    const parts = prefix === '' ? registerParts : registerParts.filter((part) => part === registerPart(prefix));
    let next: z.infer<typeof place> | undefined =
      cursor === undefined ? startOf(parts) : decodeCursor(scope, cursor, place);
    const items: StoredPatient[] = [];
    for (let reads = 0; reads < readsAPage && next !== undefined && items.length < limit; reads += 1) {
      const { part, after }: z.infer<typeof place> = next;
      const page = await this.table.range({
        index: 'GSI1',
        partition: registerPartition(clinicId, part),
        // a place is followed by the next one at the least character
        from: after === '' ? prefix : `${after}\u0000`,
        to: `${prefix}${behindAll}`,
        limit: limit - items.length,
      });
      items.push(...page.items.map((item) => patientItem.decode(item)));
      next =
        page.stoppedAt === undefined ? startOf(parts.slice(parts.indexOf(part) + 1)) : { part, after: page.stoppedAt };
    }
    return { items, ...(next !== undefined && { nextCursor: encodeCursor(scope, next) }) };
  }
}

function startOf(parts: readonly (typeof registerParts)[number][]): z.infer<typeof place> | undefined {
  const [part] = parts;
  return part === undefined ? undefined : { part, after: '' };
}
