import * as z from 'zod';
import { pageFields, pageOf } from '../http/page.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line } from '../http/text.schema.js';
import { plainId } from '../ids/plain-id.js';

/** What may be uploaded. Nothing among it runs in a browser, and downloads are attachments anyway. */
export const contentTypes = [
  'application/dicom',
  'application/pdf',
  'image/heic',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/webp',
  'text/plain',
] as const;

export const uploadKinds = ['document', 'image', 'insurance', 'referral', 'report'] as const;

const fileName = line(200).refine((name) => !/[/\\]/.test(name), { error: 'must be a name without folders' });

export const newUpload = z
  .strictObject({
    fileName,
    contentType: z.enum(contentTypes),
    kind: z.enum(uploadKinds),
    patientId: plainId.optional(),
    appointmentId: plainId.optional(),
  })
  .meta({ id: 'NewUpload' });

const download = z
  .object({ url: z.string(), expiresAt: z.string() })
  .meta({ id: 'Download', description: 'A link to the file, good for five minutes' });

const fields = {
  id: plainId,
  clinicId: plainId,
  ownerId: z.string(),
  fileName,
  contentType: z.string(),
  kind: z.enum(uploadKinds),
  patientId: plainId.optional(),
  appointmentId: plainId.optional(),
  status: z.enum(['pending', 'stored']),
  size: z.int().optional().meta({ description: 'Bytes' }),
  ...resourceFields,
};

export const upload = z
  .object({ ...fields, download: download.optional() })
  .meta({ id: 'Upload', description: 'A file of a clinic; once it is stored, with a link to it' });

export const begunUpload = z
  .object({
    ...fields,
    form: z
      .object({
        url: z.string(),
        fields: z.record(z.string(), z.string()),
        maxBytes: z.int(),
        expiresAt: z.string(),
      })
      .meta({
        id: 'UploadForm',
        description: 'Send these fields and then the file, named `file`, as multipart/form-data',
      }),
  })
  .meta({ id: 'BegunUpload', description: 'An upload, and the form with which its file is sent' });

export const uploadPage = pageOf(upload, 'Upload');
export const uploadPath = z.object({ clinicId: plainId, uploadId: plainId });
export const uploadQuery = z.strictObject({
  ...pageFields,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month, such as 2026-11' })
    .optional(),
});

export type Upload = z.output<typeof upload>;
export type BegunUpload = z.output<typeof begunUpload>;
export type NewUpload = z.output<typeof newUpload>;
export type UploadPath = z.output<typeof uploadPath>;
export type UploadQuery = z.output<typeof uploadQuery>;
