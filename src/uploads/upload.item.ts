import * as z from 'zod';
import { itemCodec } from '../dynamodb/item-codec.js';
import { type Key, keyOf } from '../dynamodb/keys.js';
import { recordFields } from '../dynamodb/record.js';

/** By clinic and id: the id of another clinic's upload is simply not there. */
export const uploadKey = (clinicId: string, id: string): Key => ({ PK: keyOf('UPLOAD', clinicId, id), SK: 'META' });

/** GSI1: a clinic's uploads, a partition for each month (`yyyy-mm`, UTC). */
export const clinicUploads = (clinicId: string, month: string): string => keyOf('CLINIC', clinicId, 'UPLOADS', month);

/** GSI2: one user's uploads in a clinic, likewise. */
export const ownerUploads = (clinicId: string, ownerId: string, month: string): string =>
  keyOf('OWNER', clinicId, ownerId, 'UPLOADS', month);

/** Orders a month by time; the id tells apart what was made at the same time. */
const sortKeyOf = ({ createdAt, id }: { createdAt: string; id: string }): string => `${createdAt}#${id}`;

const storedUpload = z.object({
  id: z.string(),
  clinicId: z.string(),
  /** `sub` of the user who uploads: the object lies in this user's folder. */
  ownerId: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  kind: z.string(),
  patientId: z.string().optional(),
  appointmentId: z.string().optional(),
  status: z.enum(['pending', 'stored']),
  /** Bytes, once it is stored. */
  size: z.number().optional(),
  /** The version of the object that counts: a form that is used again makes another one, which nobody is shown. */
  objectVersion: z.string().optional(),
  /** When DynamoDB may drop an upload that never came, in seconds since the epoch. */
  expiresAt: z.number().optional(),
  ...recordFields,
});

export type StoredUpload = z.output<typeof storedUpload>;

export const uploadItem = itemCodec(storedUpload, {
  type: 'UPLOAD',
  keys: (upload) => {
    const { clinicId, ownerId, id, createdAt } = upload;
    const month = createdAt.slice(0, 7);
    return {
      ...uploadKey(clinicId, id),
      GSI1PK: clinicUploads(clinicId, month),
      GSI1SK: sortKeyOf(upload),
      GSI2PK: ownerUploads(clinicId, ownerId, month),
      GSI2SK: sortKeyOf(upload),
    };
  },
  names: { id: 'upload_id' },
});

/** Where the object lies in the bucket: made of ids alone, never of what somebody typed. */
export const objectKeyOf = ({ clinicId, ownerId, id }: Pick<StoredUpload, 'clinicId' | 'ownerId' | 'id'>): string =>
  `${folderOf(clinicId, ownerId)}${id}`;

/** A user's folder. The roles of the identity pool reach the same one with the user's own AWS credentials. */
export const folderOf = (clinicId: string, userId: string): string => `clinics/${clinicId}/users/${userId}/`;

const storedEvent = z.object({
  uploadId: z.string(),
  clinicId: z.string(),
  objectKey: z.string(),
  objectVersion: z.string(),
  contentType: z.string(),
  size: z.number(),
  at: z.string(),
  expiresAt: z.number(),
});

/**
 * Says on the table's stream that a file has arrived, once for each upload: what a scanner listens to. Holds nothing that
 * people typed.
 */
export const uploadStoredEvent = itemCodec(storedEvent, {
  type: 'UPLOAD_STORED',
  keys: ({ clinicId, uploadId }) => ({ ...uploadKey(clinicId, uploadId), SK: keyOf('EVENT', 'STORED') }),
});
