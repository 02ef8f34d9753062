import type { Attributes } from '../pool/attributes.js';
import type { ClientConfiguration, PoolConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { TriggerEvent } from './trigger-event.js';

export type Metadata = Readonly<Record<string, string>> | undefined;

/** What every event begins with (COGNITO L1). */
export function envelope(
  pool: PoolConfiguration,
  version: string,
  userName: string,
  client: ClientConfiguration | undefined,
): Omit<TriggerEvent, 'triggerSource' | 'request' | 'response'> {
  return {
    version,
    region: pool.region,
    userPoolId: pool.id,
    userName,
    callerContext: {
      awsSdkVersion: 'aws-sdk-unknown-unknown',
      clientId: client?.id ?? 'CLIENT_ID_NOT_APPLICABLE',
    },
  };
}

/** A user's attributes as events carry them. */
export function userAttributes({ attributes, status }: User): Attributes {
  const { sub = '', ...others } = attributes;
  return { sub, 'cognito:user_status': status, ...others };
}

/** The client's own data for triggers, left out when it sent none. */
export function withMetadata(clientMetadata: Metadata): { clientMetadata?: Metadata } {
  return clientMetadata === undefined ? {} : { clientMetadata };
}
