import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { AppError } from '../errors/app-error.js';
import { outboxShards } from '../outbox/outbox-record.js';
import type { Page, PageRequest } from '../paging/page.js';
import { deliveryId, type StoredDelivery } from './delivery.item.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { mostAttempts, pauseAfter } from './retry-schedule.js';
import { secretsOf, type StoredEndpoint } from './webhook-endpoint.item.js';
import type { FailedDelivery } from './webhook-endpoint.schema.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';
import { WebhookSender } from './webhook-sender.js';
import { webhookHeaders } from './webhook-signing.js';

/** How long a claimed delivery is left to the worker that claimed it: longer than an attempt takes. */
const claimMs = 30_000;
/** Deliveries of a shard that one run takes. */
const mostOfShard = 100;
/** Changes of one appointment that are sent one after another in a run. */
const mostInRow = 100;

/** Sends what is due, in the order of each appointment's changes. */
@Injectable()
export class WebhookDeliveriesService {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly endpoints: WebhookEndpointsService,
    private readonly sender: WebhookSender,
    private readonly clock: Clock,
  ) {}

  /** Sends everything that is due at this moment. @returns how many attempts were made */
  async sendDue(): Promise<number> {
    let attempts = 0;
    for (let shard = 0; shard < outboxShards; shard += 1) {
      for (const due of await this.deliveries.due(shard, this.clock.now(), mostOfShard)) {
        attempts += await this.sendRow(due);
      }
    }
    return attempts;
  }

  /** What was given up. @throws AppError `not_found` */
  async failed(clinicId: string, endpointId: string, request: PageRequest): Promise<Page<FailedDelivery>> {
    await this.endpoints.get(clinicId, endpointId);
    const page = await this.deliveries.failed(clinicId, endpointId, request);
    return { ...page, items: page.items.map(shown) };
  }

  /** Sends again what was given up; it begins a new day of attempts. @throws AppError `not_found` */
  async redeliver(clinicId: string, endpointId: string, id: string): Promise<FailedDelivery> {
    await this.endpoints.get(clinicId, endpointId);
    const failed = await this.deliveries.findFailed(clinicId, endpointId, id);
    if (failed === undefined) throw new AppError('not_found');
    const again = { ...failed, failed: false, attempts: 0, claims: failed.claims + 1, dueAt: this.isoIn(0) };
    if (!(await this.deliveries.replace(failed, again))) throw new AppError('not_found');
    return shown(again);
  }

  /** Sends the changes of one appointment to one endpoint, oldest first, until one fails or none is left. */
  private async sendRow(due: StoredDelivery): Promise<number> {
    for (let attempts = 0; attempts < mostInRow; attempts += 1) {
      const first = await this.deliveries.firstOf(due);
      if (first === undefined || first.dueAt > this.clock.now().toISOString()) {
        if (first !== undefined && first.version < due.version) await this.waitFor(first, due);
        return attempts;
      }
      const claimed = { ...first, claims: first.claims + 1, dueAt: this.isoIn(claimMs) };
      if (!(await this.deliveries.replace(first, claimed))) return attempts;
      if (!(await this.attempt(claimed))) return attempts + 1;
    }
    return mostInRow;
  }

  /** What must wait for an earlier change is looked at again when that one is due. */
  private async waitFor(first: StoredDelivery, due: StoredDelivery): Promise<void> {
    await this.deliveries.replace(due, { ...due, claims: due.claims + 1, dueAt: first.dueAt });
  }

  /** @returns whether the next change may follow */
  private async attempt(claimed: StoredDelivery): Promise<boolean> {
    const endpoint = await this.endpoints.find(claimed.clinicId, claimed.endpointId);
    if (endpoint?.active !== true) {
      await this.deliveries.remove(claimed);
      return true;
    }
    const result = await this.send(endpoint, claimed);
    if ('status' in result && result.status >= 200 && result.status < 300) {
      await this.deliveries.remove(claimed);
      return true;
    }
    const lastFault = 'status' in result ? `status ${result.status}` : result.fault;
    const attempts = claimed.attempts + 1;
    const pause = pauseAfter(attempts);
    const failed = pause === undefined || attempts >= mostAttempts;
    const dueAt = this.isoIn(pause ?? 0);
    await this.deliveries.replace(claimed, {
      ...claimed,
      attempts,
      claims: claimed.claims + 1,
      dueAt,
      lastFault,
      failed,
    });
    return failed;
  }

  private send(endpoint: StoredEndpoint, delivery: StoredDelivery) {
    const { clinicId, endpointId, appointmentId, version, action, at, changes } = delivery;
    const body = JSON.stringify({
      type: `appointment.${action}`,
      timestamp: at,
      data: { clinicId, appointmentId, version, action, changes },
    });
    const now = this.clock.now();
    // the id is the same for every attempt, so that a receiver recognises what it has got already
    const id = `${endpointId}.${deliveryId(appointmentId, version)}`;
    const headers = webhookHeaders(id, Math.floor(now.getTime() / 1000), body, secretsOf(endpoint, now));
    return this.sender.send(endpoint.url, headers, body);
  }

  private isoIn(ms: number): string {
    return new Date(this.clock.now().getTime() + ms).toISOString();
  }
}

function shown({ appointmentId, version, action, at, attempts, lastFault }: StoredDelivery): FailedDelivery {
  const id = deliveryId(appointmentId, version);
  return { id, appointmentId, version, action, at, attempts, ...(lastFault !== undefined && { lastFault }) };
}
