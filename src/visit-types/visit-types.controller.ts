import { Body, Controller, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { pageQuery } from '../http/page.schema.js';
import type { Precondition } from '../http/precondition.js';
import { IdempotencyKey, IfMatch, TakesIdempotencyKey, TakesIfMatch } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { IdempotencyKey as Idempotency } from '../ids/request-identity.js';
import type { Page, PageRequest } from '../paging/page.js';
import {
  type NewVisitType,
  newVisitType,
  type VisitType,
  visitType,
  type VisitTypeChanges,
  visitTypeChanges,
  visitTypePage,
  type VisitTypePath,
  visitTypePath,
} from './visit-type.schema.js';
import { VisitTypesService } from './visit-types.service.js';

@ApiTags('visit types')
@Controller('v1/clinics/:clinicId/visit-types')
@ClinicScoped()
@UseInterceptors(ResourceInterceptor)
export class VisitTypesController {
  constructor(private readonly visitTypes: VisitTypesService) {}

  @Get()
  @ApiOperation({ summary: 'List the visit types of a clinic' })
  @Answers(200, visitTypePage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: pageQuery }) query: PageRequest,
  ): Promise<Page<VisitType>> {
    return this.visitTypes.list(clinicId, query);
  }

  @Post()
  @Roles('clinic-staff', 'admin')
  @ApiOperation({ summary: 'Add a visit type: how long it takes, its buffers, and who offers it' })
  @TakesIdempotencyKey()
  @Problems('already_exists')
  @Answers(201, visitType)
  create(
    @CurrentActor() by: Actor,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newVisitType }) body: NewVisitType,
  ): Promise<VisitType> {
    return this.visitTypes.create(by, clinicId, body, idempotency);
  }

  @Get(':visitTypeId')
  @ApiOperation({ summary: 'Read a visit type' })
  @Answers(200, visitType)
  get(@Param({ schema: visitTypePath }) { clinicId, visitTypeId }: VisitTypePath): Promise<VisitType> {
    return this.visitTypes.get(clinicId, visitTypeId);
  }

  @Patch(':visitTypeId')
  @Roles('clinic-staff', 'admin')
  @ApiOperation({ summary: 'Change a visit type; visits that are booked already stay as they are' })
  @TakesIfMatch()
  @Answers(200, visitType)
  change(
    @CurrentActor() by: Actor,
    @Param({ schema: visitTypePath }) { clinicId, visitTypeId }: VisitTypePath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: visitTypeChanges }) body: VisitTypeChanges,
  ): Promise<VisitType> {
    return this.visitTypes.change(by, clinicId, visitTypeId, body, precondition);
  }
}
