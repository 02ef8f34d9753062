import { AppointmentListsRepository } from '../../../src/appointments/appointment-lists.repository.js';
import { AppointmentListsService } from '../../../src/appointments/appointment-lists.service.js';
import { AppointmentsRepository } from '../../../src/appointments/appointments.repository.js';
import { AppointmentsService } from '../../../src/appointments/appointments.service.js';
import { BookingSettingsService } from '../../../src/appointments/booking-settings.service.js';
import { BookingsService } from '../../../src/appointments/bookings.service.js';
import { SeriesService } from '../../../src/appointments/series.service.js';
import { ClinicsRepository } from '../../../src/clinics/clinics.repository.js';
import { ClinicWritesService } from '../../../src/clinics/clinic-writes.service.js';
import { ClinicsService } from '../../../src/clinics/clinics.service.js';
import { WriteRetries } from '../../../src/dynamodb/write-retries.js';
import type { Table } from '../../../src/dynamodb/table.js';
import { PatientsRepository } from '../../../src/patients/patients.repository.js';
import { PatientsService } from '../../../src/patients/patients.service.js';
import { PractitionersRepository } from '../../../src/practitioners/practitioners.repository.js';
import { PractitionersService } from '../../../src/practitioners/practitioners.service.js';
import { ProfileAuthority } from '../../../src/profiles/profile-authority.js';
import { ProfilesRepository } from '../../../src/profiles/profiles.repository.js';
import { ProfilesService } from '../../../src/profiles/profiles.service.js';
import { VisitTypesService } from '../../../src/visit-types/visit-types.service.js';
import { ManualClock } from '../manual-clock.js';
import { actor } from './actors.js';
import { RecordedAudit } from './recorded-audit.js';

/** The rooms that keep something, joined on one table as the modules join them, with a clock that tests move. */
export function furnish(table: Table, clock = new ManualClock()) {
  const retries = new WriteRetries();
  const audit = new RecordedAudit();
  const clinicRecords = new ClinicsRepository(table);
  const clinics = new ClinicsService(clinicRecords, clock);
  const practitioners = new PractitionersService(new PractitionersRepository(table), clinics, clock, retries, audit);
  const profiles = new ProfilesService(new ProfilesRepository(table), clinics, clock);
  const authority = new ProfileAuthority(profiles, clock);
  const clinicWrites = new ClinicWritesService(clinics, clinicRecords, authority, clock, retries, audit);
  const patients = new PatientsService(new PatientsRepository(table), clock, retries, audit);
  const lists = new AppointmentListsService(new AppointmentListsRepository(table), patients, clock);
  const visitTypes = new VisitTypesService(table, clock, retries, audit, practitioners);
  const settings = new BookingSettingsService(clinics, practitioners, visitTypes);
  const appointmentRecords = new AppointmentsRepository(table, clock);
  const bookings = new BookingsService(appointmentRecords, settings, patients, clock, retries, audit);
  const appointments = new AppointmentsService(appointmentRecords, bookings, settings, patients, clock, retries, audit);
  const series = new SeriesService(appointmentRecords, bookings, settings, retries);
  /** Their profile is written when it is first looked for. */
  const admin = { ...actor('a0000000-0000-4000-8000-000000000000', ['admin']), kind: 'user' as const, isAdmin: true };
  return {
    table,
    clock,
    audit,
    admin,
    patients,
    visitTypes,
    appointments,
    bookings,
    series,
    lists,
    clinics,
    clinicWrites,
    practitioners,
    profiles,
    authority,
  };
}

export type Rooms = ReturnType<typeof furnish>;
