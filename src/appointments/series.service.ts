import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { isOwnEarlier } from '../dynamodb/record.js';
import { AppError } from '../errors/app-error.js';
import { resourceOf } from '../http/resource.js';
import { type IdempotencyKey, idFor, type RequestIdentity, requestIdentity } from '../ids/request-identity.js';
import { occurrencesOf, TooManyOccurrencesError } from '../scheduling/recurrence.js';
import type { NewSeries, Series } from './appointment.schema.js';
import { AppointmentsRepository, type PatientOfBooking } from './appointments.repository.js';
import { BookingSettingsService } from './booking-settings.service.js';
import { BookingsService, type DraftBooking } from './bookings.service.js';
import { dayChanges } from './practitioner-day.js';
import type { Performer } from './performer.js';

/** DynamoDB takes 100 actions in one transaction: two for each date and one for each day, and one for the patient. */
const mostActions = 100;

/** Books series of appointments: all dates or none in one transaction, or each by itself with a report. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly appointments: AppointmentsRepository,
    private readonly bookings: BookingsService,
    private readonly settings: BookingSettingsService,
    private readonly retries: WriteRetries,
  ) {}

  /**
   * Books every date of the rule, by the wall clock of the clinic. A retry under the same Idempotency-Key gets what the first
   * request booked.
   *
   * @throws AppError `series_too_long`; for all or nothing, also those of a booking
   */
  async book(
    by: Performer,
    clinicId: string,
    idempotency: IdempotencyKey | undefined,
    request: NewSeries,
  ): Promise<Series> {
    const identity = requestIdentity(['series', clinicId], idempotency, request);
    const seriesId = idFor('SER', identity);
    const { timeZone } = await this.settings.clinic(clinicId);
    const starts = startsOf(request, timeZone);
    const length = request.endsAt === undefined ? undefined : request.endsAt.getTime() - request.startsAt.getTime();
    const dates = starts.map((start, index) => ({
      id: `APT-${createHash('sha256').update(`${seriesId}#${index}`).digest('hex').slice(0, 24)}`,
      request: {
        ...request,
        seriesId,
        startsAt: new Date(start),
        ...(length !== undefined && { endsAt: new Date(start + length) }),
      },
    }));
    if (request.mode === 'report') return this.report(by, clinicId, seriesId, identity, dates);
    const drafts = await Promise.all(
      dates.map(({ id, request: each }) => this.bookings.draft(by, clinicId, id, each, identity)),
    );
    return this.allOrNothing(by, seriesId, drafts);
  }

  private allOrNothing(by: Performer, seriesId: string, drafts: readonly DraftBooking[]): Promise<Series> {
    requireFits(drafts);
    let patient: PatientOfBooking | undefined = drafts[0]?.patient;
    return this.retries.untilDecided(async () => {
      if (patient === undefined) return { seriesId, items: [] };
      const patientId = 'register' in patient ? patient.register.id : patient.existing;
      const bookings = drafts.map(({ stored, change }) => ({ stored: { ...stored, patientId }, change }));
      const outcome = await this.appointments.insertAll(bookings, patient);
      if (outcome.kind === 'done') {
        return reportOf(
          seriesId,
          bookings.map(({ stored }) => this.bookings.booked(by, stored)),
        );
      }
      if (outcome.kind === 'taken') throw new AppError('slot_taken', { detail: 'One of the dates is taken.' });
      if (outcome.kind === 'patient') {
        patient = await this.bookings.otherPatient(drafts[0]?.stored.clinicId ?? '', patient, outcome);
        return undefined;
      }
      if (outcome.kind !== 'overtaken') return undefined;
      return this.earlier(seriesId, drafts);
    });
  }

  /** What the same request booked before. */
  private async earlier(seriesId: string, drafts: readonly DraftBooking[]): Promise<Series | undefined> {
    const found = await Promise.all(drafts.map(({ stored }) => this.appointments.find(stored.clinicId, stored.id)));
    const own = found.flatMap((existing, index) => {
      const stored = drafts[index]?.stored;
      return existing !== undefined && stored !== undefined && isOwnEarlier(existing, stored) ? [existing] : [];
    });
    return own.length === 0 ? undefined : reportOf(seriesId, own.map(resourceOf));
  }

  private async report(
    by: Performer,
    clinicId: string,
    seriesId: string,
    identity: RequestIdentity | undefined,
    dates: readonly { id: string; request: Parameters<BookingsService['draft']>[3] }[],
  ): Promise<Series> {
    const items: Series['items'] = [];
    let patientId: string | undefined;
    // one after the other: the first one registers the patient of all
    for (const { id, request } of dates) {
      const startsAt = request.startsAt.toISOString();
      try {
        const each = patientId === undefined ? request : { ...request, patientName: undefined, patientId };
        const draft = await this.bookings.draft(by, clinicId, id, each, identity);
        const appointment = await this.bookings.write(by, draft);
        patientId = appointment.patientId;
        items.push({ startsAt, appointment });
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'store_unavailable') throw error;
        items.push({ startsAt, refusedWith: error.code });
      }
    }
    return { seriesId, items };
  }
}

function startsOf({ recurrence, startsAt }: NewSeries, timeZone: string): number[] {
  try {
    return occurrencesOf(recurrence, startsAt.getTime(), timeZone);
  } catch (error) {
    if (error instanceof TooManyOccurrencesError) throw new AppError('series_too_long');
    throw error;
  }
}

function requireFits(drafts: readonly DraftBooking[]): void {
  const days = new Set(
    drafts.flatMap(({ stored }) => dayChanges(undefined, stored).map(({ key }) => `${key.PK} ${key.SK}`)),
  );
  if (2 * drafts.length + days.size + 1 > mostActions) {
    throw new AppError('series_too_long', { detail: 'All dates of a series must fit into one transaction.' });
  }
}

function reportOf(
  seriesId: string,
  appointments: readonly NonNullable<Series['items'][number]['appointment']>[],
): Series {
  return { seriesId, items: appointments.map((appointment) => ({ startsAt: appointment.startsAt, appointment })) };
}
