import * as z from 'zod';
import { type ClinicResourceKind, clinicResourceKey } from '../clinics/clinic-resources.js';
import { itemCodec } from '../dynamodb/item-codec.js';
import { recordFields } from '../dynamodb/record.js';

const keyword = 'WEBHOOK_ENDPOINT';

const storedEndpoint = z.object({
  id: z.string(),
  clinicId: z.string(),
  url: z.string(),
  description: z.string().optional(),
  active: z.boolean(),
  secret: z.string(),
  /** The secret before a rotation, and until when it signs too. */
  previousSecret: z.string().optional(),
  previousSecretUntil: z.string().optional(),
  ...recordFields,
});

export type StoredEndpoint = z.output<typeof storedEndpoint>;

/** Endpoints stand in the partition of their clinic: `CLINIC#{clinicId}` / `WEBHOOK_ENDPOINT#{id}`. */
export const endpointKind: ClinicResourceKind<StoredEndpoint> = {
  name: 'webhook-endpoints',
  resource: 'webhook-endpoint',
  keyword,
  idPrefix: 'WHE',
  codec: itemCodec(storedEndpoint, {
    type: 'WEBHOOK_ENDPOINT',
    keys: ({ clinicId, id }) => clinicResourceKey(clinicId, keyword, id),
    names: { id: 'endpoint_id' },
  }),
};

/** The secrets that sign at this moment, the newest first. */
export function secretsOf(endpoint: StoredEndpoint, now: Date): readonly string[] {
  const { secret, previousSecret, previousSecretUntil } = endpoint;
  const overlaps = previousSecretUntil !== undefined && previousSecretUntil > now.toISOString();
  return previousSecret !== undefined && overlaps ? [secret, previousSecret] : [secret];
}
