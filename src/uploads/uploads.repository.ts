import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { appointmentKey } from '../appointments/appointment.item.js';
import { Table } from '../dynamodb/table.js';
import { exists, isNew, lastWrittenBy, type WriteAction, type WriteOutcome } from '../dynamodb/write.js';
import { decodeCursor, encodeCursor } from '../paging/cursor.js';
import type { Page, PageRequest } from '../paging/page.js';
import { patientIsActive, patientKey } from '../patients/patient.item.js';
import {
  clinicUploads,
  objectKeyOf,
  ownerUploads,
  type StoredUpload,
  uploadItem,
  uploadKey,
  uploadStoredEvent,
} from './upload.item.js';

/** Whose uploads of which month (`yyyy-mm`) are listed; without an owner the whole clinic's. */
export interface UploadListing {
  readonly clinicId: string;
  readonly ownerId: string | undefined;
  readonly month: string;
}

/** - `existing`: the upload that has this id already; - `unknown`: an id in the request names nothing of the clinic. */
export type UploadCreation =
  | { readonly kind: 'done' }
  | { readonly kind: 'existing'; readonly upload: StoredUpload }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'conflict' };

const place = z.string().regex(/^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z#[A-Za-z0-9_-]{1,50}$/);
const eventLifeSeconds = 30 * 24 * 3600;

/** Uploads: one item each, without the file. */
@Injectable()
export class UploadsRepository {
  constructor(private readonly table: Table) {}

  async find(clinicId: string, id: string): Promise<StoredUpload | undefined> {
    const item = await this.table.get(uploadKey(clinicId, id), { consistent: true });
    return item && uploadItem.decode(item);
  }

  /** Keeps a new upload, if what it refers to belongs to the clinic. */
  async create(upload: StoredUpload): Promise<UploadCreation> {
    const { clinicId, appointmentId, patientId } = upload;
    const put: WriteAction = { put: uploadItem.encode(upload), when: isNew };
    const checks: WriteAction[] = [
      ...(appointmentId === undefined ? [] : [{ check: appointmentKey(clinicId, appointmentId), when: exists }]),
      ...(patientId === undefined ? [] : [{ check: patientKey(clinicId, patientId), when: patientIsActive }]),
    ];
    const outcome = checks.length === 0 ? await this.table.write(put) : await this.table.transact([put, ...checks]);
    if (outcome.kind !== 'refused') return outcome.kind === 'done' ? { kind: 'done' } : outcome;
    const existing = outcome.by.get(0);
    return existing === undefined ? { kind: 'unknown' } : { kind: 'existing', upload: uploadItem.decode(existing) };
  }

  /** Says that the file has arrived, unless somebody else wrote the upload in between. */
  settle(before: StoredUpload, after: StoredUpload & { size: number; objectVersion: string }): Promise<WriteOutcome> {
    const { id: uploadId, clinicId, objectVersion, contentType, size, updatedAt: at } = after;
    const event = uploadStoredEvent.encode({
      ...{ uploadId, clinicId, objectKey: objectKeyOf(after), objectVersion, contentType, size, at },
      expiresAt: Math.floor(new Date(at).getTime() / 1000) + eventLifeSeconds,
    });
    return this.table.transact([
      { put: uploadItem.encode(after), when: lastWrittenBy(before.writeId) },
      { put: event },
    ]);
  }

  remove({ clinicId, id, writeId }: StoredUpload): Promise<WriteOutcome> {
    return this.table.write({ remove: uploadKey(clinicId, id), when: lastWrittenBy(writeId) });
  }

  async list({ clinicId, ownerId, month }: UploadListing, { limit, cursor }: PageRequest): Promise<Page<StoredUpload>> {
    const scope = ['uploads', clinicId, ownerId, month];
    const after = cursor === undefined ? '' : `${decodeCursor(scope, cursor, place)}!`;
    const range =
      ownerId === undefined
        ? ({ index: 'GSI1', partition: clinicUploads(clinicId, month) } as const)
        : ({ index: 'GSI2', partition: ownerUploads(clinicId, ownerId, month) } as const);
    const { items, stoppedAt } = await this.table.range({ ...range, from: after || '0', to: '~', limit });
    return {
      items: items.map((item) => uploadItem.decode(item)),
      ...(stoppedAt !== undefined && { nextCursor: encodeCursor(scope, stoppedAt) }),
    };
  }
}
