import { Injectable } from '@nestjs/common';
import { pageById } from '../dynamodb/page-by-id.js';
import { Table } from '../dynamodb/table.js';
import { isNew, lastWrittenBy, type WriteAction } from '../dynamodb/write.js';
import type { Page, PageRequest } from '../paging/page.js';
import {
  clinicItem,
  clinicKey,
  clinicListPartition,
  type DomainApproval,
  emailDomainKey,
  fromEmailDomainItem,
  type StoredClinic,
  toEmailDomainItem,
} from './clinic.item.js';

/**
 * What became of a write:
 * - `overtaken`: the clinic is not as it was taken to be; `existing` is what stands there;
 * - `domain-taken`: this domain belongs to another clinic;
 * - `conflict`: the check did not hold, or another transaction was at the same items; nothing is decided.
 */
export type ClinicWrite =
  | { readonly kind: 'done' | 'conflict' }
  | { readonly kind: 'overtaken'; readonly existing: StoredClinic | undefined }
  | { readonly kind: 'domain-taken'; readonly domain: string };

type Check = Extract<WriteAction, { check: unknown }>;

/** Clinics and their e-mail domains, written together. */
@Injectable()
export class ClinicsRepository {
  constructor(private readonly table: Table) {}

  async find(id: string, options?: { consistent: boolean }): Promise<StoredClinic | undefined> {
    const item = await this.table.get(clinicKey(id), options);
    return item && clinicItem.decode(item);
  }

  /** What the owner of an e-mail domain says of it; nothing when the domain belongs to no clinic. */
  async findApproval(domain: string): Promise<DomainApproval | undefined> {
    const item = await this.table.get(emailDomainKey(domain), { consistent: true });
    return item && fromEmailDomainItem(item);
  }

  list(request: PageRequest): Promise<Page<StoredClinic>> {
    const range = { index: 'GSI1', partition: clinicListPartition, prefix: '' } as const;
    return pageById(this.table, ['clinics'], range, request, (item) => clinicItem.decode(item));
  }

  /** @param check stops the write when it does not hold */
  create(clinic: StoredClinic, check: Check): Promise<ClinicWrite> {
    return this.write({ put: clinicItem.encode(clinic), when: isNew }, check, clinic, clinic.emailDomains);
  }

  /** Puts `after` in the place of `before`, unless somebody else wrote it in between, or the check does not hold. */
  replace(before: StoredClinic, after: StoredClinic, check?: Check): Promise<ClinicWrite> {
    const had = new Set(before.emailDomains);
    // each domain carries the clinic's choice
    const sameChoice = before.signUp?.autoConfirm === after.signUp?.autoConfirm;
    const claimed = after.emailDomains.filter((domain) => !sameChoice || !had.has(domain));
    const removed = before.emailDomains.filter((domain) => !after.emailDomains.includes(domain));
    const put = { put: clinicItem.encode(after), when: lastWrittenBy(before.writeId) };
    return this.write(put, check, after, claimed, removed);
  }

  /** The clinic is the first action; the domains that it claims follow in their order, and the check is the last. */
  private async write(
    put: WriteAction,
    check: Check | undefined,
    clinic: StoredClinic,
    claimed: readonly string[],
    removed: readonly string[] = [],
  ): Promise<ClinicWrite> {
    const outcome = await this.table.transact([
      put,
      ...claimed.map((domain) => claim(domain, clinic)),
      ...removed.map((domain) => ({ remove: emailDomainKey(domain) })),
      ...(check === undefined ? [] : [check]),
    ]);
    if (outcome.kind !== 'refused') return { kind: outcome.kind };
    // judged first: who may not write hears nothing of what stands there
    if (outcome.by.has(1 + claimed.length + removed.length)) return { kind: 'conflict' };
    const domain = claimed.find((_domain, index) => outcome.by.has(index + 1));
    if (!outcome.by.has(0) && domain !== undefined) return { kind: 'domain-taken', domain };
    const existing = outcome.by.get(0);
    return { kind: 'overtaken', existing: existing && clinicItem.decode(existing) };
  }
}

/** Takes a domain for the clinic; one that is its own already stays its own. */
function claim(domain: string, clinic: StoredClinic): WriteAction {
  return {
    put: toEmailDomainItem(domain, clinic),
    when: { expression: `${isNew.expression} OR clinic_id = :clinic`, values: { ':clinic': clinic.id } },
  };
}
