import { Body, Controller, Delete, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import { Answers } from '../http/answers.decorator.js';
import { pageQuery } from '../http/page.schema.js';
import type { Precondition } from '../http/precondition.js';
import { IdempotencyKey, IfMatch, TakesIdempotencyKey, TakesIfMatch } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { IdempotencyKey as Idempotency } from '../ids/request-identity.js';
import type { Page, PageRequest } from '../paging/page.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import {
  type FailedDelivery,
  failedDelivery,
  failedDeliveryPage,
  type FailedDeliveryPath,
  failedDeliveryPath,
  type NewWebhookEndpoint,
  newWebhookEndpoint,
  type WebhookEndpoint,
  webhookEndpoint,
  type WebhookEndpointChanges,
  webhookEndpointChanges,
  webhookEndpointPage,
  type WebhookEndpointPath,
  webhookEndpointPath,
} from './webhook-endpoint.schema.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';

@ApiTags('webhooks')
@Controller('v1/clinics/:clinicId/webhook-endpoints')
@ClinicScoped()
@Roles('clinic-staff', 'admin')
@UseInterceptors(ResourceInterceptor)
export class WebhookEndpointsController {
  constructor(
    private readonly endpoints: WebhookEndpointsService,
    private readonly deliveries: WebhookDeliveriesService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List where the events of a clinic are sent' })
  @Answers(200, webhookEndpointPage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: pageQuery }) query: PageRequest,
  ): Promise<Page<WebhookEndpoint>> {
    return this.endpoints.list(clinicId, query);
  }

  @Post()
  @ApiOperation({ summary: 'Add an endpoint; the answer shows its secret, once' })
  @TakesIdempotencyKey()
  @Answers(201, webhookEndpoint)
  create(
    @CurrentActor() by: Actor,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newWebhookEndpoint }) body: NewWebhookEndpoint,
  ): Promise<WebhookEndpoint> {
    return this.endpoints.create(by, clinicId, body, idempotency);
  }

  @Get(':endpointId')
  @ApiOperation({ summary: 'Read an endpoint' })
  @Answers(200, webhookEndpoint)
  get(@Param({ schema: webhookEndpointPath }) { clinicId, endpointId }: WebhookEndpointPath): Promise<WebhookEndpoint> {
    return this.endpoints.get(clinicId, endpointId);
  }

  @Patch(':endpointId')
  @ApiOperation({ summary: 'Change an endpoint; an inactive one gets no events' })
  @TakesIfMatch()
  @Answers(200, webhookEndpoint)
  change(
    @CurrentActor() by: Actor,
    @Param({ schema: webhookEndpointPath }) { clinicId, endpointId }: WebhookEndpointPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: webhookEndpointChanges }) body: WebhookEndpointChanges,
  ): Promise<WebhookEndpoint> {
    return this.endpoints.change(by, clinicId, endpointId, body, precondition);
  }

  @Post(':endpointId/rotate-secret')
  @ApiOperation({ summary: 'Make a new secret; the old one signs too for a day' })
  @TakesIfMatch()
  @Answers(200, webhookEndpoint)
  rotate(
    @CurrentActor() by: Actor,
    @Param({ schema: webhookEndpointPath }) { clinicId, endpointId }: WebhookEndpointPath,
    @IfMatch() precondition: Precondition,
  ): Promise<WebhookEndpoint> {
    return this.endpoints.rotate(by, clinicId, endpointId, precondition);
  }

  @Delete(':endpointId')
  @ApiOperation({ summary: 'Remove an endpoint' })
  @TakesIfMatch()
  @Answers(204)
  remove(
    @CurrentActor() by: Actor,
    @Param({ schema: webhookEndpointPath }) { clinicId, endpointId }: WebhookEndpointPath,
    @IfMatch() precondition: Precondition,
  ): Promise<void> {
    return this.endpoints.remove(by, clinicId, endpointId, precondition);
  }

  @Get(':endpointId/failed-deliveries')
  @ApiOperation({ summary: 'List the events that were given up after a day of attempts' })
  @Answers(200, failedDeliveryPage)
  failed(
    @Param({ schema: webhookEndpointPath }) { clinicId, endpointId }: WebhookEndpointPath,
    @Query({ schema: pageQuery }) query: PageRequest,
  ): Promise<Page<FailedDelivery>> {
    return this.deliveries.failed(clinicId, endpointId, query);
  }

  @Post(':endpointId/failed-deliveries/:deliveryId/redeliver')
  @ApiOperation({ summary: 'Send an event again that was given up' })
  @Answers(200, failedDelivery)
  redeliver(
    @Param({ schema: failedDeliveryPath }) { clinicId, endpointId, deliveryId }: FailedDeliveryPath,
  ): Promise<FailedDelivery> {
    return this.deliveries.redeliver(clinicId, endpointId, deliveryId);
  }
}
