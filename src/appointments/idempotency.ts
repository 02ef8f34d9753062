import { createHash } from 'node:crypto';
import type { Principal } from '../auth/principal/principal.js';
import { newPlainId } from '../ids/plain-id.js';
import type { NewAppointment } from './appointment.schema.js';

/**
 * The id of an appointment to be booked. With an Idempotency-Key it follows from who asks where with which key, so that
 * a retry meets its own appointment; without one it is new each time.
 */
export function appointmentId(clinicId: string, caller: Principal, idempotencyKey: string | undefined): string {
  if (idempotencyKey === undefined) return newPlainId('APT');
  const who = caller.kind === 'user' ? caller.sub : caller.clientId;
  return `APT-${hash([clinicId, who, idempotencyKey], 'hex').slice(0, 24)}`;
}

/** A booking request in short: equal for a retry, different for another request. */
export function requestHash(request: NewAppointment): string {
  const { practitionerId, startsAt, endsAt, patientName, notes = null } = request;
  return hash([practitionerId, startsAt.toISOString(), endsAt.toISOString(), patientName, notes], 'base64url');
}

function hash(parts: readonly (string | null)[], encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest(encoding);
}
