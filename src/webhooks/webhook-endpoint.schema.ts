import * as z from 'zod';
import { pageOf } from '../http/page.schema.js';
import { changesSomething } from '../http/patch.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line } from '../http/text.schema.js';
import { plainId } from '../ids/plain-id.js';

const url = z
  .url({ protocol: /^https?$/, error: 'must be an https address' })
  .max(2_000)
  .refine((value) => URL.canParse(value) && new URL(value).username === '' && new URL(value).hash === '', {
    error: 'must have no user name and no fragment',
  });

const fields = { url, description: line(200).optional(), active: z.boolean() };

export const webhookEndpoint = z
  .object({
    id: plainId,
    clinicId: plainId,
    ...fields,
    secret: z.string().optional().meta({ description: 'Shown once: when it is made or rotated' }),
    ...resourceFields,
  })
  .meta({ id: 'WebhookEndpoint', description: 'Where events of a clinic are sent, signed as Standard Webhooks says' });

export const newWebhookEndpoint = z
  .strictObject({ id: plainId.optional(), url, description: line(200).optional(), active: z.boolean().default(true) })
  .meta({ id: 'NewWebhookEndpoint' });

/** As in RFC 7396, null takes the description away. */
export const webhookEndpointChanges = z
  .strictObject({
    url: url.optional(),
    description: line(200).nullable().optional(),
    active: z.boolean().optional(),
  })
  .refine(...changesSomething)
  .meta({ id: 'WebhookEndpointChanges' });

export const failedDelivery = z
  .object({
    id: z.string(),
    appointmentId: plainId,
    version: z.int(),
    action: z.string(),
    at: z.string(),
    attempts: z.int(),
    lastFault: z.string().optional(),
  })
  .meta({ id: 'FailedDelivery', description: 'An event that was given up after a day of attempts' });

export const webhookEndpointPage = pageOf(webhookEndpoint, 'WebhookEndpoint');
export const failedDeliveryPage = pageOf(failedDelivery, 'FailedDelivery');
export const webhookEndpointPath = z.object({ clinicId: plainId, endpointId: plainId });
export const failedDeliveryPath = z.object({
  clinicId: plainId,
  endpointId: plainId,
  deliveryId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}\.\d{10}$/, { error: 'is not the id of a delivery' }),
});

export type WebhookEndpoint = z.output<typeof webhookEndpoint>;
export type NewWebhookEndpoint = z.output<typeof newWebhookEndpoint>;
export type WebhookEndpointChanges = z.output<typeof webhookEndpointChanges>;
export type WebhookEndpointPath = z.output<typeof webhookEndpointPath>;
export type FailedDelivery = z.output<typeof failedDelivery>;
export type FailedDeliveryPath = z.output<typeof failedDeliveryPath>;
