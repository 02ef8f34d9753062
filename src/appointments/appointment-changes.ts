import { AppError } from '../errors/app-error.js';
import { withChanges } from '../http/patch.schema.js';
import type { StoredAppointment } from './appointment.item.js';
import { type AppointmentChanges, spanFault } from './appointment.schema.js';

const changeable = ['practitionerId', 'startsAt', 'endsAt', 'patientId', 'notes'] as const;

/**
 * The appointment as a caller wants it.
 *
 * @throws AppError `invalid_request` when a new beginning does not fit the old end, or the other way round.
 */
export function applyChanges(before: StoredAppointment, changes: AppointmentChanges): StoredAppointment {
  const { practitionerId, patientId, notes } = changes;
  const startsAt = changes.startsAt ?? new Date(before.startsAt);
  const endsAt = changes.endsAt ?? new Date(before.endsAt);
  const detail = spanFault(startsAt, endsAt);
  if (detail !== undefined) {
    // endsAt is to blame when it was sent; else the new startsAt runs past the old end
    const fault =
      changes.endsAt === undefined
        ? { pointer: '#/startsAt', detail: 'must be before endsAt, and at most 8 hours' }
        : { pointer: '#/endsAt', detail };
    throw new AppError('invalid_request', { faults: [{ in: 'body', ...fault }] });
  }
  const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
  return withChanges(before, { practitionerId, patientId, notes, ...times });
}

/** Whether nothing that a caller can change differs. */
export function isSame(before: StoredAppointment, after: StoredAppointment): boolean {
  return changeable.every((field) => before[field] === after[field]);
}

/** Whether time has to be taken anew. */
export function movesTime(before: StoredAppointment, after: StoredAppointment): boolean {
  return (['practitionerId', 'startsAt', 'endsAt'] as const).some((field) => before[field] !== after[field]);
}
