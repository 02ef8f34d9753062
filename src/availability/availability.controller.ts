import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import { Answers } from '../http/answers.decorator.js';
import type { Page } from '../paging/page.js';
import { availabilityPage, type AvailabilityQuery, availabilityQuery, type FreeStart } from './availability.schema.js';
import { AvailabilityService } from './availability.service.js';

@ApiTags('availability')
@Controller('v1/clinics/:clinicId/availability')
@ClinicScoped()
@Roles('clinic-staff', 'billing', 'admin')
export class AvailabilityController {
  constructor(private readonly availability: AvailabilityService) {}

  @Get()
  @ApiOperation({ summary: 'List the times at which a visit of this type can begin, by time and practitioner' })
  @Answers(200, availabilityPage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: availabilityQuery }) query: AvailabilityQuery,
  ): Promise<Page<FreeStart>> {
    return this.availability.list(clinicId, query);
  }
}
