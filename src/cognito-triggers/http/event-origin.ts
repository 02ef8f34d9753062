import type { PoolSettings } from '../../config/settings.js';
import { AppError } from '../../errors/app-error.js';
import { regionOf } from '../../ids/user-pool-id.js';
import type { EventOrigin } from '../events/envelope.schema.js';

/** What Cognito sends for calls that no app client made, such as AdminCreateUser (docs/cognito-facts.md#l3). */
const noClient = 'CLIENT_ID_NOT_APPLICABLE';
/** Triggers that an administrator's call can set off; tokens and sign-ins always belong to a client. */
const withoutClient = /^(PreSignUp|PostConfirmation|CustomMessage)_/;

/**
 * A signature says who forwarded an event, not which pool it came from.
 *
 * @throws AppError `foreign_event` unless the event is of a configured pool, its region and one of its clients
 */
export function assertOwnEvent(event: EventOrigin | undefined, pools: readonly PoolSettings[]): void {
  if (event === undefined) throw new AppError('foreign_event', { reason: 'no trigger event' });
  const { triggerSource, region, userPoolId, callerContext } = event;
  const pool = pools.find((one) => one.userPoolId === userPoolId);
  if (pool === undefined) throw new AppError('foreign_event', { reason: 'another user pool' });
  if (region !== regionOf(userPoolId)) throw new AppError('foreign_event', { reason: 'another region' });
  const { clientId } = callerContext;
  const known = pool.clientIds.includes(clientId) || (clientId === noClient && withoutClient.test(triggerSource));
  if (!known) throw new AppError('foreign_event', { reason: 'another app client' });
}
