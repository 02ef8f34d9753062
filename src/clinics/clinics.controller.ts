import { Body, Controller, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import type { Page, PageRequest } from '../paging/page.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { pageQuery } from '../http/page.schema.js';
import type { Precondition } from '../http/precondition.js';
import { IdempotencyKey, IfMatch, TakesIdempotencyKey, TakesIfMatch } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { IdempotencyKey as Idempotency } from '../ids/request-identity.js';
import {
  type Clinic,
  clinic,
  type ClinicChanges,
  clinicChanges,
  clinicPage,
  type ClinicPath,
  clinicPath,
  type ClinicSettingsChanges,
  clinicSettingsPatch,
  type NewClinic,
  newClinic,
} from './clinic.schema.js';
import { ClinicWritesService } from './clinic-writes.service.js';
import { ClinicsService } from './clinics.service.js';

@ApiTags('clinics')
@Controller('v1/clinics')
@UseInterceptors(ResourceInterceptor)
export class ClinicsController {
  constructor(
    private readonly clinics: ClinicsService,
    private readonly writes: ClinicWritesService,
  ) {}

  @Get()
  @Roles('admin')
  @ApiOperation({ summary: 'List all clinics' })
  @Answers(200, clinicPage)
  list(@Query({ schema: pageQuery }) query: PageRequest): Promise<Page<Clinic>> {
    return this.clinics.list(query);
  }

  @Post()
  @Roles('admin')
  @ApiOperation({ summary: 'Add a clinic with the e-mail domains that may register for it' })
  @TakesIdempotencyKey()
  @Problems('already_exists')
  @Answers(201, clinic)
  create(
    @CurrentActor() by: Actor,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newClinic }) body: NewClinic,
  ): Promise<Clinic> {
    return this.writes.create(by, body, idempotency);
  }

  @Get(':clinicId')
  @ClinicScoped()
  @ApiOperation({ summary: 'Read a clinic' })
  @Answers(200, clinic)
  get(@Param({ schema: clinicPath }) { clinicId }: ClinicPath): Promise<Clinic> {
    return this.clinics.get(clinicId);
  }

  @Patch(':clinicId')
  @Roles('admin')
  @ApiOperation({ summary: 'Change a clinic; a list of domains replaces the one before' })
  @TakesIfMatch()
  @Answers(200, clinic)
  change(
    @CurrentActor() by: Actor,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: clinicChanges }) body: ClinicChanges,
  ): Promise<Clinic> {
    return this.writes.change(by, clinicId, body, precondition);
  }

  @Patch(':clinicId/settings')
  @ClinicScoped()
  @Roles('clinic-staff', 'admin')
  @ApiOperation({
    operationId: 'changeClinicSettings',
    summary: 'Change the opening hours, closures, special days and booking rules of a clinic',
  })
  @TakesIfMatch()
  @Answers(200, clinic)
  changeSettings(
    @CurrentActor() by: Actor,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: clinicSettingsPatch }) body: ClinicSettingsChanges,
  ): Promise<Clinic> {
    return this.writes.changeSettings(by, clinicId, body, precondition);
  }
}
