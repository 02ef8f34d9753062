import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { changedFields } from '../audit/changed-fields.js';
import type { UserPrincipal } from '../auth/principal/principal.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { firstWrite, isOwnEarlier, nextWrite } from '../dynamodb/record.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { resourceOf } from '../http/resource.js';
import { type IdempotencyKey, idFor, requestIdentity } from '../ids/request-identity.js';
import type { Page } from '../paging/page.js';
import { objectKeyOf, type StoredUpload } from './upload.item.js';
import type { BegunUpload, NewUpload, Upload, UploadPath, UploadQuery } from './upload.schema.js';
import { UploadBucket } from './upload-bucket.js';
import { UploadsRepository } from './uploads.repository.js';

/** The largest file, in bytes. */
export const maxBytes = 25 * 1024 ** 2;
/** How long forms and links are good for. */
const linkSeconds = 300;
/** An upload whose file has not come by then is forgotten. */
const pendingSeconds = 24 * 3600;

/**
 * Files of a clinic. The file goes from the browser to the bucket and back; this service signs the way there and knows what
 * has arrived. Users see their own uploads, staff those of the clinic; all others are as if they were not there.
 */
@Injectable()
export class UploadsService {
  constructor(
    private readonly uploads: UploadsRepository,
    private readonly bucket: UploadBucket,
    private readonly clinics: ClinicsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly retries: WriteRetries,
  ) {}

  /**
   * Begins an upload. A retry under the same Idempotency-Key gets the same upload with a new form.
   *
   * @throws AppError `not_found` without such a clinic, appointment or patient, `idempotency_key_reused`, `uploads_unavailable`
   */
  async begin(
    by: Author,
    { sub: ownerId }: UserPrincipal,
    clinicId: string,
    request: NewUpload,
    idempotency?: IdempotencyKey,
  ): Promise<BegunUpload> {
    if (!(await this.clinics.exists(clinicId))) throw new AppError('not_found');
    const identity = requestIdentity(['uploads', clinicId], idempotency, request);
    const now = this.clock.now();
    const upload: StoredUpload = {
      ...{ id: idFor('UPL', identity), clinicId, ownerId, ...request, status: 'pending' },
      expiresAt: Math.floor(now.getTime() / 1000) + pendingSeconds,
      ...firstWrite(now, by, identity),
    };
    return this.withForm(await this.retries.untilDecided(() => this.create(by, upload)));
  }

  /** Lists a month's uploads in the order in which they were begun; by default those of the current month (UTC). */
  async list(by: Author, caller: UserPrincipal, clinicId: string, query: UploadQuery): Promise<Page<Upload>> {
    const { month = this.clock.now().toISOString().slice(0, 7), ...request } = query;
    const ownerId = isStaff(caller) ? undefined : caller.sub;
    const page = await this.uploads.list({ clinicId, ownerId, month }, request);
    const present = page.items.filter((upload) => this.isPresent(upload));
    return {
      ...page,
      items: await Promise.all(present.map(async (one) => this.withLink(await this.settled(by, one)))),
    };
  }

  /** @throws AppError `not_found`, the same for uploads of others and for one that never was */
  async get(by: Author, caller: UserPrincipal, path: UploadPath): Promise<Upload> {
    const upload = await this.settled(by, await this.visible(caller, path));
    this.audit.wasRead(by, { resource: 'upload', subject: upload.id });
    return this.withLink(upload);
  }

  /** Says that the file has been sent. @throws AppError `not_found`, `upload_incomplete` when it has not arrived */
  async complete(by: Author, caller: UserPrincipal, path: UploadPath): Promise<Upload> {
    const upload = await this.settled(by, await this.visible(caller, path));
    if (upload.status === 'pending') throw new AppError('upload_incomplete');
    return this.withLink(upload);
  }

  /** Deletes an upload and its file; safe to repeat. @throws AppError `not_found`, `uploads_unavailable` */
  async remove(by: Author, caller: UserPrincipal, path: UploadPath): Promise<void> {
    const upload = await this.visible(caller, path);
    // the file first: an upload without a file can be deleted again, a file without an upload would be forgotten
    await this.bucket.remove(objectKeyOf(upload));
    await this.retries.untilDecided(async () => {
      const current = await this.uploads.find(path.clinicId, path.uploadId);
      if (current === undefined) return true;
      return (await this.uploads.remove(current)).kind === 'done' ? true : undefined;
    });
    this.audit.changed(by, { resource: 'upload', subject: upload.id, changes: ['deleted'] });
  }

  private async create(by: Author, upload: StoredUpload): Promise<StoredUpload | undefined> {
    const outcome = await this.uploads.create(upload);
    if (outcome.kind === 'done') return this.written(by, upload);
    if (outcome.kind === 'conflict') return undefined;
    if (outcome.kind === 'unknown') throw new AppError('not_found');
    if (outcome.upload.writeId === upload.writeId) return this.written(by, upload);
    if (isOwnEarlier(outcome.upload, upload)) return outcome.upload;
    throw new AppError('already_exists');
  }

  private async visible(caller: UserPrincipal, { clinicId, uploadId }: UploadPath): Promise<StoredUpload> {
    const upload = await this.uploads.find(clinicId, uploadId);
    const isVisible = upload && this.isPresent(upload) && (isStaff(caller) || upload.ownerId === caller.sub);
    if (isVisible !== true) throw new AppError('not_found');
    return upload;
  }

  /** DynamoDB drops expired items late. */
  private isPresent({ expiresAt }: StoredUpload): boolean {
    return expiresAt === undefined || expiresAt > this.clock.seconds();
  }

  /** The upload as the bucket has it: the first version of its object that is seen is the one that counts. */
  private async settled(by: Author, upload: StoredUpload): Promise<StoredUpload> {
    if (upload.status === 'stored') return upload;
    const object = await this.bucket.find(objectKeyOf(upload));
    if (object === undefined) return upload;
    return this.retries.untilDecided(async () => {
      const after = {
        ...upload,
        status: 'stored' as const,
        size: object.size,
        objectVersion: object.versionId,
        expiresAt: undefined,
        ...nextWrite(upload, this.clock.now(), by),
      };
      const outcome = await this.uploads.settle(upload, after);
      if (outcome.kind === 'done') return this.written(by, after, upload);
      if (outcome.kind === 'conflict') return undefined;
      // somebody else saw it arrive first, or deleted it
      const current = await this.uploads.find(upload.clinicId, upload.id);
      if (current === undefined) throw new AppError('not_found');
      return current.status === 'stored' ? current : undefined;
    });
  }

  private written(by: Author, after: StoredUpload, before?: StoredUpload): StoredUpload {
    this.audit.changed(by, { resource: 'upload', subject: after.id, changes: changedFields(before, after) });
    return after;
  }

  private async withForm(upload: StoredUpload): Promise<BegunUpload> {
    const expiresAt = this.linkExpiry();
    const form = await this.bucket.form(objectKeyOf(upload), upload.contentType, maxBytes, linkSeconds);
    return { ...(shown(upload) as Omit<BegunUpload, 'form'>), form: { ...form, maxBytes, expiresAt } };
  }

  private async withLink(upload: StoredUpload): Promise<Upload> {
    if (upload.objectVersion === undefined) return shown(upload);
    const expiresAt = this.linkExpiry();
    const url = await this.bucket.link(objectKeyOf(upload), upload.objectVersion, upload.fileName, linkSeconds);
    return { ...shown(upload), download: { url, expiresAt } };
  }

  private linkExpiry(): string {
    return new Date(this.clock.now().getTime() + linkSeconds * 1000).toISOString();
  }
}

const isStaff = ({ groups }: UserPrincipal): boolean => groups.includes('clinic-staff') || groups.includes('admin');

/** An upload as the API shows it. */
function shown(stored: StoredUpload): Upload {
  const hidden: ReadonlySet<string> = new Set<keyof StoredUpload>(['objectVersion', 'expiresAt']);
  return Object.fromEntries(Object.entries(resourceOf(stored)).filter(([field]) => !hidden.has(field))) as Upload;
}
