import * as z from 'zod';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { Metadata } from './trigger-envelope.js';

/** Somebody whom the pool does not know, at sign-in with their password or as they ask for a new one. */
export interface MigrationSubject {
  readonly source: 'Authentication' | 'ForgotPassword';
  readonly userName: string;
  readonly password?: string;
  readonly client: ClientConfiguration;
  readonly validationData?: Metadata;
  readonly clientMetadata?: Metadata;
}

const migration = z.object({
  userAttributes: z.record(z.string(), z.string()),
  finalUserStatus: z.enum(['CONFIRMED', 'RESET_REQUIRED']).nullish(),
  messageAction: z.enum(['RESEND', 'SUPPRESS']).nullish(),
  desiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).nullish(),
  forceAliasCreation: z.boolean().nullish(),
});

/** Whom the trigger has found elsewhere. */
export type Migration = z.infer<typeof migration>;

/** What the event's `response` starts with. */
export const noMigration = {
  userAttributes: null,
  forceAliasCreation: null,
  enableSMSMFA: null,
  finalUserStatus: null,
  messageAction: null,
  desiredDeliveryMediums: null,
};

/** Reads a trigger's answer (COGNITO L9); undefined when it holds nobody who could be migrated. */
export function readMigration(response: unknown): Migration | undefined {
  return migration.safeParse(response).data;
}
