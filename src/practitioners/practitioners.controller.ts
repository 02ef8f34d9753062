import { Body, Controller, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import type { Page, PageRequest } from '../paging/page.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { pageQuery } from '../http/page.schema.js';
import type { Precondition } from '../http/precondition.js';
import { IdempotencyKey, IfMatch, TakesIdempotencyKey, TakesIfMatch } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { IdempotencyKey as Idempotency } from '../ids/request-identity.js';
import {
  type NewPractitioner,
  newPractitioner,
  type Practitioner,
  practitioner,
  type PractitionerChanges,
  practitionerChanges,
  practitionerPage,
  type PractitionerPath,
  practitionerPath,
} from './practitioner.schema.js';
import { PractitionersService } from './practitioners.service.js';

@ApiTags('practitioners')
@Controller('v1/clinics/:clinicId/practitioners')
@UseInterceptors(ResourceInterceptor)
export class PractitionersController {
  constructor(private readonly practitioners: PractitionersService) {}

  @Get()
  @ClinicScoped()
  @ApiOperation({ summary: 'List the practitioners of a clinic' })
  @Answers(200, practitionerPage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: pageQuery }) query: PageRequest,
  ): Promise<Page<Practitioner>> {
    return this.practitioners.list(clinicId, query);
  }

  @Post()
  @ClinicScoped()
  @Roles('clinic-staff', 'admin')
  @ApiOperation({ summary: 'Add a practitioner' })
  @TakesIdempotencyKey()
  @Problems('already_exists')
  @Answers(201, practitioner)
  create(
    @CurrentActor() by: Actor,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newPractitioner }) body: NewPractitioner,
  ): Promise<Practitioner> {
    return this.practitioners.create(by, clinicId, body, idempotency);
  }

  @Get(':practitionerId')
  @ClinicScoped()
  @ApiOperation({ summary: 'Read a practitioner' })
  @Answers(200, practitioner)
  get(@Param({ schema: practitionerPath }) { clinicId, practitionerId }: PractitionerPath): Promise<Practitioner> {
    return this.practitioners.get(clinicId, practitionerId);
  }

  @Patch(':practitionerId')
  @ClinicScoped()
  @Roles('clinic-staff', 'admin')
  @ApiOperation({ summary: 'Change a practitioner; an inactive one can no longer be booked' })
  @TakesIfMatch()
  @Answers(200, practitioner)
  change(
    @CurrentActor() by: Actor,
    @Param({ schema: practitionerPath }) { clinicId, practitionerId }: PractitionerPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: practitionerChanges }) body: PractitionerChanges,
  ): Promise<Practitioner> {
    return this.practitioners.change(by, clinicId, practitionerId, body, precondition);
  }
}
