import type { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { changedFields } from '../audit/changed-fields.js';
import type { Clock } from '../clock/clock.js';
import { type Item, type Key, keyOf } from '../dynamodb/keys.js';
import { pageById } from '../dynamodb/page-by-id.js';
import { firstWrite, isOwnEarlier, nextWrite, type RecordFields } from '../dynamodb/record.js';
import type { Table } from '../dynamodb/table.js';
import { isNew, lastWrittenBy } from '../dynamodb/write.js';
import type { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { etagOf } from '../http/etag.js';
import { type Precondition, requireMatch } from '../http/precondition.js';
import { type IdempotencyKey, idFor, requestIdentity } from '../ids/request-identity.js';
import type { Page, PageRequest } from '../paging/page.js';
import { clinicKey, clinicPartition } from './clinic.item.js';

/** Something that belongs to a clinic, kept as one item in the clinic's partition. */
export interface ClinicOwned extends RecordFields {
  readonly id: string;
  readonly clinicId: string;
}

/** How a kind of such things is kept. */
export interface ClinicResourceKind<T> {
  /** What the things are called in lists and requests, such as `visit-types`. */
  readonly name: string;
  /** What one of them is called in the audit trail, such as `visit-type`. */
  readonly resource: string;
  /** The first part of the sort key, such as `VISIT_TYPE`. */
  readonly keyword: string;
  /** The prefix of new ids, such as `VIS`. */
  readonly idPrefix: string;
  readonly codec: { readonly decode: (item: Item) => T; readonly encode: (value: T) => Item };
}

/** What the store of clinic resources works with. */
export interface ClinicResourceStore {
  readonly table: Table;
  readonly clock: Clock;
  readonly retries: WriteRetries;
  readonly audit: AuditLog;
}

/** The key of a thing of a clinic: the id of another clinic's is simply not there. */
export const clinicResourceKey = (clinicId: string, keyword: string, id: string): Key => ({
  PK: clinicPartition(clinicId),
  SK: keyOf(keyword, id),
});

/**
 * Creates, reads, lists, changes and removes the things of one kind that a clinic owns: with entity tags, Idempotency-Keys,
 * and answers that stay right when the answer of the store gets lost.
 */
export class ClinicResources<T extends ClinicOwned> {
  constructor(
    private readonly kind: ClinicResourceKind<T>,
    private readonly store: ClinicResourceStore,
  ) {}

  list(clinicId: string, request: PageRequest): Promise<Page<T>> {
    const range = { partition: clinicPartition(clinicId), prefix: `${this.kind.keyword}#` };
    return pageById(this.store.table, [this.kind.name, clinicId], range, request, (item) =>
      this.kind.codec.decode(item),
    );
  }

  async find(clinicId: string, id: string, options?: { consistent: boolean }): Promise<T | undefined> {
    const item = await this.store.table.get(this.keyOf(clinicId, id), options);
    return item && this.kind.codec.decode(item);
  }

  /** @throws AppError `not_found`, the same for one of another clinic and for one that never was */
  async get(clinicId: string, id: string): Promise<T> {
    const found = await this.find(clinicId, id, { consistent: true });
    if (found === undefined) throw new AppError('not_found');
    return found;
  }

  /**
   * Creates one, in a clinic that exists. A retry under the same Idempotency-Key gets what the first request made.
   *
   * @param make the thing, from its id and its record
   * @throws AppError `not_found` without such a clinic, `already_exists` when the id is taken, `idempotency_key_reused`
   */
  create(
    by: Author,
    clinicId: string,
    request: { readonly id?: string | undefined },
    idempotency: IdempotencyKey | undefined,
    make: (owned: ClinicOwned) => T,
  ): Promise<T> {
    const identity = requestIdentity([this.kind.name, clinicId], idempotency, request);
    const id = request.id ?? idFor(this.kind.idPrefix, identity);
    const made = make({ id, clinicId, ...firstWrite(this.store.clock.now(), by, identity) });
    // as it will be read: a retry gets the same answer to the byte
    const wanted = this.kind.codec.decode(this.kind.codec.encode(made));
    return this.store.retries.untilDecided(async () => {
      const outcome = await this.store.table.transact([
        { put: this.kind.codec.encode(wanted), when: isNew },
        { check: clinicKey(clinicId), when: { expression: 'attribute_exists(PK)' } },
      ]);
      if (outcome.kind === 'done') return this.written(by, wanted);
      if (outcome.kind === 'conflict') return undefined;
      const item = outcome.by.get(0);
      if (item === undefined) throw new AppError('not_found');
      const existing = this.kind.codec.decode(item);
      if (existing.writeId === wanted.writeId) return this.written(by, wanted);
      if (isOwnEarlier(existing, wanted)) return existing;
      throw new AppError('already_exists', { detail: 'The clinic has one with this id.' });
    });
  }

  /**
   * Changes one.
   *
   * @param change the fields after the change; it may throw to refuse
   * @throws AppError `not_found`, `version_mismatch`
   */
  change(by: Author, clinicId: string, id: string, precondition: Precondition, change: (before: T) => T): Promise<T> {
    return this.store.retries.untilDecided(async () => {
      const before = await this.get(clinicId, id);
      requireMatch(precondition, etagOf(before));
      const after = { ...change(before), ...nextWrite(before, this.store.clock.now(), by) };
      const put = { put: this.kind.codec.encode(after), when: lastWrittenBy(before.writeId) };
      const outcome = await this.store.table.write(put);
      if (outcome.kind === 'done') return this.written(by, after, before);
      // an attempt whose answer got lost may have written it
      const now = await this.find(clinicId, id, { consistent: true });
      return now?.writeId === after.writeId ? this.written(by, after, before) : undefined;
    });
  }

  /** Removes one. @throws AppError `not_found`, `version_mismatch` */
  async remove(by: Author, clinicId: string, id: string, precondition: Precondition): Promise<T> {
    const first = await this.get(clinicId, id);
    let before: T | undefined = first;
    return this.store.retries.untilDecided(async () => {
      before ??= await this.find(clinicId, id, { consistent: true });
      // gone in the meantime: by our own write whose answer got lost, or by another who wanted the same
      if (before === undefined) return first;
      requireMatch(precondition, etagOf(before));
      const outcome = await this.store.table.write({
        remove: this.keyOf(clinicId, id),
        when: lastWrittenBy(before.writeId),
      });
      before = undefined;
      if (outcome.kind !== 'done') return undefined;
      this.store.audit.changed(by, { resource: this.kind.resource, subject: id, changes: ['removed'] });
      return first;
    });
  }

  private written(by: Author, after: T, before?: T): T {
    const changes = changedFields(before, after);
    this.store.audit.changed(by, { resource: this.kind.resource, subject: after.id, changes });
    return after;
  }

  private keyOf(clinicId: string, id: string): Key {
    return clinicResourceKey(clinicId, this.kind.keyword, id);
  }
}
