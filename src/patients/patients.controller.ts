import { Body, Controller, Delete, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import type { Precondition } from '../http/precondition.js';
import { IdempotencyKey, IfMatch, TakesIdempotencyKey, TakesIfMatch } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { IdempotencyKey as Idempotency } from '../ids/request-identity.js';
import type { Page } from '../paging/page.js';
import {
  type NewPatient,
  newPatient,
  type Patient,
  patient,
  type PatientChanges,
  patientChanges,
  type PatientMerge,
  patientMerge,
  patientPage,
  type PatientPath,
  patientPath,
  type PatientQuery,
  patientQuery,
} from './patient.schema.js';
import { PatientsService } from './patients.service.js';

@ApiTags('patients')
@Controller('v1/clinics/:clinicId/patients')
@ClinicScoped()
@Roles('clinic-staff', 'admin')
@UseInterceptors(ResourceInterceptor)
export class PatientsController {
  constructor(private readonly patients: PatientsService) {}

  @Get()
  @ApiOperation({ summary: 'List the patients of a clinic by name, or those whose name begins so' })
  @Answers(200, patientPage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: patientQuery }) query: PatientQuery,
  ): Promise<Page<Patient>> {
    return this.patients.list(clinicId, query);
  }

  @Post()
  @ApiOperation({ summary: 'Register a patient' })
  @TakesIdempotencyKey()
  @Problems('already_exists')
  @Answers(201, patient)
  create(
    @CurrentActor() by: Actor,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newPatient }) body: NewPatient,
  ): Promise<Patient> {
    return this.patients.create(by, clinicId, body, idempotency);
  }

  @Get(':patientId')
  @Roles('clinic-staff', 'billing', 'admin')
  @ApiOperation({ summary: 'Read a patient; the id of a merged double answers the patient that was kept' })
  @Answers(200, patient)
  get(@Param({ schema: patientPath }) { clinicId, patientId }: PatientPath): Promise<Patient> {
    return this.patients.get(clinicId, patientId);
  }

  @Patch(':patientId')
  @ApiOperation({ summary: 'Change a patient' })
  @TakesIfMatch()
  @Problems('already_exists', 'patient_erased')
  @Answers(200, patient)
  change(
    @CurrentActor() by: Actor,
    @Param({ schema: patientPath }) { clinicId, patientId }: PatientPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: patientChanges }) body: PatientChanges,
  ): Promise<Patient> {
    return this.patients.change(by, clinicId, patientId, body, precondition);
  }

  @Post(':patientId/merge')
  @ApiOperation({ summary: 'Merge a double into this patient; safe to repeat' })
  @TakesIfMatch()
  @Problems('already_exists', 'patient_erased')
  @Answers(200, patient)
  merge(
    @CurrentActor() by: Actor,
    @Param({ schema: patientPath }) { clinicId, patientId }: PatientPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: patientMerge }) body: PatientMerge,
  ): Promise<Patient> {
    return this.patients.merge(by, clinicId, patientId, body, precondition);
  }

  @Delete(':patientId')
  @ApiOperation({ summary: 'Erase a patient on request: the id and the visits stay, all that says who it is goes' })
  @TakesIfMatch()
  @Problems('patient_erased')
  @Answers(200, patient)
  erase(
    @CurrentActor() by: Actor,
    @Param({ schema: patientPath }) { clinicId, patientId }: PatientPath,
    @IfMatch() precondition: Precondition,
  ): Promise<Patient> {
    return this.patients.erase(by, clinicId, patientId, precondition);
  }
}
