import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { ClinicResources } from '../clinics/clinic-resources.js';
import { Clock } from '../clock/clock.js';
import { RecentReads } from '../dynamodb/recent-reads.js';
import { Table } from '../dynamodb/table.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { withChanges } from '../http/patch.schema.js';
import type { Precondition } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import type { IdempotencyKey } from '../ids/request-identity.js';
import type { Page, PageRequest } from '../paging/page.js';
import { endpointKind, type StoredEndpoint } from './webhook-endpoint.item.js';
import type { NewWebhookEndpoint, WebhookEndpoint, WebhookEndpointChanges } from './webhook-endpoint.schema.js';
import { newWebhookSecret } from './webhook-signing.js';

/** How long the old secret signs too after a rotation. */
const overlapMs = 24 * 60 * 60_000;
/** Endpoints of a clinic that get events. */
const mostEndpoints = 20;

/** Where the events of a clinic are sent. */
@Injectable()
export class WebhookEndpointsService {
  private readonly endpoints: ClinicResources<StoredEndpoint>;
  private readonly recentLists: RecentReads<readonly StoredEndpoint[]>;

  constructor(
    table: Table,
    private readonly clock: Clock,
    retries: WriteRetries,
    audit: AuditLog,
  ) {
    this.endpoints = new ClinicResources(endpointKind, { table, clock, retries, audit });
    this.recentLists = new RecentReads(clock);
  }

  async list(clinicId: string, request: PageRequest): Promise<Page<WebhookEndpoint>> {
    const page = await this.endpoints.list(clinicId, request);
    return { ...page, items: page.items.map(shown) };
  }

  /** @throws AppError `not_found` */
  async get(clinicId: string, id: string): Promise<WebhookEndpoint> {
    return shown(await this.endpoints.get(clinicId, id));
  }

  /** The endpoint with its secrets; nothing when it is gone. */
  find(clinicId: string, id: string): Promise<StoredEndpoint | undefined> {
    return this.endpoints.find(clinicId, id, { consistent: true });
  }

  /** The endpoints that get a clinic's events, as they were a moment ago at most. */
  async recentActive(clinicId: string): Promise<readonly StoredEndpoint[]> {
    const all = await this.recentLists.get(clinicId, async () => {
      const { items } = await this.endpoints.list(clinicId, { limit: mostEndpoints });
      return items;
    });
    return all.filter(({ active }) => active);
  }

  /** Adds an endpoint; the answer shows its secret. @throws AppError `not_found`, `already_exists`, `idempotency_key_reused` */
  async create(
    by: Author,
    clinicId: string,
    request: NewWebhookEndpoint,
    key?: IdempotencyKey,
  ): Promise<WebhookEndpoint> {
    const secret = newWebhookSecret();
    const made = await this.endpoints.create(by, clinicId, request, key, (owned) => ({ ...request, ...owned, secret }));
    this.recentLists.forget(clinicId);
    return { ...shown(made), secret: made.secret };
  }

  /** @throws AppError `not_found`, `version_mismatch` */
  async change(
    by: Author,
    clinicId: string,
    id: string,
    changes: WebhookEndpointChanges,
    precondition?: Precondition,
  ): Promise<WebhookEndpoint> {
    const after = await this.endpoints.change(by, clinicId, id, precondition, (before) => withChanges(before, changes));
    this.recentLists.forget(clinicId);
    return shown(after);
  }

  /** Makes a new secret; the old one signs too for a day, so that a receiver can change over without losing an event. */
  async rotate(by: Author, clinicId: string, id: string, precondition?: Precondition): Promise<WebhookEndpoint> {
    const until = new Date(this.clock.now().getTime() + overlapMs).toISOString();
    const after = await this.endpoints.change(by, clinicId, id, precondition, (before) => ({
      ...before,
      secret: newWebhookSecret(),
      previousSecret: before.secret,
      previousSecretUntil: until,
    }));
    return { ...shown(after), secret: after.secret };
  }

  /** @throws AppError `not_found`, `version_mismatch` */
  async remove(by: Author, clinicId: string, id: string, precondition?: Precondition): Promise<void> {
    await this.endpoints.remove(by, clinicId, id, precondition);
    this.recentLists.forget(clinicId);
  }
}

const hidden: ReadonlySet<string> = new Set(['secret', 'previousSecret', 'previousSecretUntil']);

function shown(endpoint: StoredEndpoint): WebhookEndpoint {
  const fields = Object.entries(resourceOf(endpoint)).filter(([name]) => !hidden.has(name));
  return Object.fromEntries(fields) as WebhookEndpoint;
}
