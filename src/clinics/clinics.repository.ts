import { Injectable } from '@nestjs/common';
import { cancellationsOf, conditionFailed, conditions, isPassing } from '../dynamodb/conditions.js';
import { pageById } from '../dynamodb/page-by-id.js';
import type { Page, PageRequest } from '../paging/page.js';
import { Table, type TransactionAction } from '../dynamodb/table.js';
import {
  clinicKey,
  clinicListPartition,
  type DomainApproval,
  emailDomainKey,
  fromClinicItem,
  fromEmailDomainItem,
  type StoredClinic,
  toClinicItem,
  toEmailDomainItem,
} from './clinic.item.js';
import type { Clinic } from './clinic.schema.js';

/** What became of a write: done, stopped by what exists already, or overtaken by another request. */
export type ClinicWrite =
  { done: true } | { done: false; because: 'id' | 'overtaken' } | { done: false; domain: string };

/** Clinics and their e-mail domains, written together. */
@Injectable()
export class ClinicsRepository {
  constructor(private readonly table: Table) {}

  async find(id: string, options?: { consistent: boolean }): Promise<StoredClinic | undefined> {
    const item = await this.table.get(clinicKey(id), options);
    return item && fromClinicItem(item);
  }

  /** What the owner of an e-mail domain says of it; nothing when the domain belongs to no clinic. */
  async findApproval(domain: string): Promise<DomainApproval | undefined> {
    const item = await this.table.get(emailDomainKey(domain), { consistent: true });
    return item && fromEmailDomainItem(item);
  }

  list(request: PageRequest): Promise<Page<Clinic>> {
    const range = { index: 'GSI1', partition: clinicListPartition, prefix: '' } as const;
    return pageById(this.table, ['clinics'], range, request, (item) => fromClinicItem(item).clinic);
  }

  create(clinic: Clinic, now: Date): Promise<ClinicWrite> {
    const put: TransactionAction = {
      Put: { Item: toClinicItem(clinic, 1, now.toISOString()), ConditionExpression: conditions.isNew },
    };
    return this.write(put, 'id', clinic.emailDomains, claims(clinic, clinic.emailDomains));
  }

  /** Replaces what `stored` holds by `clinic`, unless somebody else wrote it in between. */
  update(stored: StoredClinic, clinic: Clinic, now: Date): Promise<ClinicWrite> {
    const before = new Set(stored.clinic.emailDomains);
    const after = new Set(clinic.emailDomains);
    // each domain carries the clinic's choice
    const sameChoice = stored.clinic.signUp?.autoConfirm === clinic.signUp?.autoConfirm;
    const claimed = clinic.emailDomains.filter((domain) => !sameChoice || !before.has(domain));
    const removed = stored.clinic.emailDomains.filter((domain) => !after.has(domain));
    return this.write(changeOf(stored, clinic, now), 'overtaken', claimed, [
      ...claims(clinic, claimed),
      ...removed.map((domain) => ({ Delete: { Key: emailDomainKey(domain) } })),
    ]);
  }

  private async write(
    first: TransactionAction,
    because: 'id' | 'overtaken',
    claimed: readonly string[],
    rest: readonly TransactionAction[],
  ): Promise<ClinicWrite> {
    try {
      await this.table.transact([first, ...rest]);
      return { done: true };
    } catch (error) {
      const cancellations = cancellationsOf(error);
      if (cancellations === undefined) throw error;
      const refused = refusal(cancellations, because, claimed);
      if (refused === undefined) throw error;
      return refused;
    }
  }
}

function refusal(
  cancellations: readonly string[],
  because: 'id' | 'overtaken',
  claimed: readonly string[],
): ClinicWrite | undefined {
  const [clinic, ...domains] = cancellations;
  if (clinic === conditionFailed) return { done: false, because };
  const domain = claimed.find((_domain, index) => domains[index] === conditionFailed);
  if (domain !== undefined) return { done: false, domain };
  return isPassing(cancellations) ? { done: false, because: 'overtaken' } : undefined;
}

/** Domains that the clinic takes; one that is its own already, by an answer that got lost, stays its own. */
function claims(clinic: Clinic, domains: readonly string[]): TransactionAction[] {
  return domains.map((domain) => ({
    Put: {
      Item: toEmailDomainItem(domain, clinic),
      ConditionExpression: `${conditions.isNew} OR clinic_id = :clinic`,
      ExpressionAttributeValues: { ':clinic': clinic.id },
    },
  }));
}

function changeOf({ version }: StoredClinic, clinic: Clinic, now: Date): TransactionAction {
  const { signUp } = clinic;
  const choice = signUp === undefined ? '' : ', auto_confirm = :confirm, allow_outside_invitations = :outside';
  return {
    Update: {
      Key: clinicKey(clinic.id),
      ConditionExpression: conditions.sameVersion,
      UpdateExpression: `SET #name = :name, time_zone = :zone, email_domains = :domains, version = :next, updated_at = :now${choice}`,
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: {
        ':name': clinic.name,
        ':zone': clinic.timeZone,
        ':domains': clinic.emailDomains,
        ':version': version,
        ':next': version + 1,
        ':now': now.toISOString(),
        ...(signUp && { ':confirm': signUp.autoConfirm, ':outside': signUp.allowOutsideInvitations }),
      },
    },
  };
}
