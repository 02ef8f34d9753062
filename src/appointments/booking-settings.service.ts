import { Injectable } from '@nestjs/common';
import type { StoredClinic } from '../clinics/clinic.item.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { AppError } from '../errors/app-error.js';
import type { StoredPractitioner } from '../practitioners/practitioner.item.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import type { StoredVisitType } from '../visit-types/visit-type.item.js';
import { VisitTypesService } from '../visit-types/visit-types.service.js';

/** What a booking must know beside its own request. */
export interface BookingSettings {
  readonly clinic: StoredClinic;
  readonly practitioner: StoredPractitioner;
  readonly visitType: StoredVisitType | undefined;
}

/** The settings that decide over bookings, as they were a moment ago at most: a booking costs no read of its own. */
@Injectable()
export class BookingSettingsService {
  constructor(
    private readonly clinics: ClinicsService,
    private readonly practitioners: PractitionersService,
    private readonly visitTypes: VisitTypesService,
  ) {}

  /** @throws AppError `not_found` */
  async clinic(clinicId: string): Promise<StoredClinic> {
    return (await this.clinics.recent(clinicId)) ?? notFound('clinic');
  }

  /**
   * @throws AppError `not_found` when the clinic has no such practitioner or visit type, `practitioner_unavailable` and
   *   `visit_type_unavailable` when they cannot be booked
   */
  async forVisit(clinicId: string, practitionerId: string, visitTypeId: string | undefined): Promise<BookingSettings> {
    const [clinic, practitioner, visitType] = await Promise.all([
      this.clinic(clinicId),
      this.practitioners.recent(clinicId, practitionerId),
      visitTypeId === undefined ? undefined : this.visitTypes.recent(clinicId, visitTypeId),
    ]);
    if (practitioner === undefined) notFound('practitioner');
    if (!practitioner.active) throw new AppError('practitioner_unavailable');
    if (visitTypeId !== undefined) requireOffered(visitType, practitionerId);
    return { clinic, practitioner, visitType };
  }
}

function requireOffered(visitType: StoredVisitType | undefined, practitionerId: string): void {
  if (visitType === undefined) notFound('visit type');
  const { active, practitionerIds } = visitType;
  if (active && practitionerIds?.includes(practitionerId) !== false) return;
  throw new AppError('visit_type_unavailable');
}

function notFound(what: string): never {
  throw new AppError('not_found', what === 'clinic' ? {} : { detail: `The clinic has no such ${what}.` });
}
