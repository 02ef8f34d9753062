import { AppointmentListsRepository } from '../../../src/appointments/appointment-lists.repository.js';
import { AppointmentListsService } from '../../../src/appointments/appointment-lists.service.js';
import { AppointmentsRepository } from '../../../src/appointments/appointments.repository.js';
import { AppointmentsService } from '../../../src/appointments/appointments.service.js';
import { ClinicsRepository } from '../../../src/clinics/clinics.repository.js';
import { ClinicsService } from '../../../src/clinics/clinics.service.js';
import { WriteRetries } from '../../../src/dynamodb/write-retries.js';
import type { Table } from '../../../src/dynamodb/table.js';
import { PractitionersRepository } from '../../../src/practitioners/practitioners.repository.js';
import { PractitionersService } from '../../../src/practitioners/practitioners.service.js';
import { ProfileAuthority } from '../../../src/profiles/profile-authority.js';
import { ProfilesRepository } from '../../../src/profiles/profiles.repository.js';
import { ProfilesService } from '../../../src/profiles/profiles.service.js';
import { ManualClock } from '../manual-clock.js';

/** The rooms that keep something, joined on one table as the modules join them, with a clock that tests move. */
export function furnish(table: Table, clock = new ManualClock()) {
  const retries = new WriteRetries();
  const clinics = new ClinicsService(new ClinicsRepository(table), clock, retries);
  const practitioners = new PractitionersService(new PractitionersRepository(table), clinics, clock, retries);
  const profiles = new ProfilesService(new ProfilesRepository(table), clinics, clock);
  const authority = new ProfileAuthority(profiles, clock);
  const appointments = new AppointmentsService(
    new AppointmentsRepository(table),
    practitioners,
    clinics,
    clock,
    retries,
  );
  const lists = new AppointmentListsService(new AppointmentListsRepository(table), clock);
  return { table, clock, appointments, lists, clinics, practitioners, profiles, authority };
}

export type Rooms = ReturnType<typeof furnish>;
