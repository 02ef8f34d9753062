import { Body, Controller, Delete, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import type { Page } from '../paging/page.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import type { Precondition } from '../http/precondition.js';
import { IdempotencyKey, IfMatch, TakesIdempotencyKey, TakesIfMatch } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { IdempotencyKey as Idempotency } from '../ids/request-identity.js';
import {
  type Appointment,
  appointment,
  type AppointmentChanges,
  appointmentChanges,
  appointmentPage,
  type AppointmentPath,
  appointmentPath,
  type AppointmentQuery,
  appointmentQuery,
  type NewAppointment,
  newAppointment,
} from './appointment.schema.js';
import { AppointmentListsService } from './appointment-lists.service.js';
import { AppointmentsService } from './appointments.service.js';

@ApiTags('appointments')
@Controller('v1/clinics/:clinicId/appointments')
@ClinicScoped()
@Roles('clinic-staff', 'admin')
@UseInterceptors(ResourceInterceptor)
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly lists: AppointmentListsService,
  ) {}

  @Get()
  @Roles('clinic-staff', 'billing', 'admin')
  @ApiOperation({
    summary:
      'List appointments by the time at which they begin; by default seven days from today (UTC), or those at the one end that is named',
  })
  @Answers(200, appointmentPage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: appointmentQuery }) query: AppointmentQuery,
  ): Promise<Page<Appointment>> {
    return this.lists.list(clinicId, query);
  }

  @Post()
  @ApiOperation({ summary: 'Book an appointment' })
  @TakesIdempotencyKey()
  @Problems('slot_taken', 'practitioner_unavailable')
  @Answers(201, appointment)
  book(
    @CurrentActor() by: Actor,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newAppointment }) body: NewAppointment,
  ): Promise<Appointment> {
    return this.appointments.book(by, clinicId, idempotency, body);
  }

  @Get(':appointmentId')
  @Roles('clinic-staff', 'billing', 'admin')
  @ApiOperation({ summary: 'Read an appointment' })
  @Answers(200, appointment)
  get(@CurrentActor() by: Actor, @Param({ schema: appointmentPath }) path: AppointmentPath): Promise<Appointment> {
    return this.appointments.get(by, path);
  }

  @Patch(':appointmentId')
  @ApiOperation({ summary: 'Move an appointment, or change what it says' })
  @TakesIfMatch()
  @Problems('slot_taken', 'appointment_cancelled', 'practitioner_unavailable')
  @Answers(200, appointment)
  change(
    @CurrentActor() by: Actor,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: appointmentChanges }) body: AppointmentChanges,
  ): Promise<Appointment> {
    return this.appointments.change(by, path, precondition, body);
  }

  @Post(':appointmentId/cancel')
  @ApiOperation({ summary: 'Cancel an appointment and free its time; safe to repeat' })
  @TakesIfMatch()
  @Answers(200, appointment)
  cancel(
    @CurrentActor() by: Actor,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
  ): Promise<Appointment> {
    return this.appointments.cancel(by, path, precondition);
  }

  @Delete(':appointmentId')
  @Roles('admin')
  @ApiOperation({ summary: 'Delete an appointment and free its time' })
  @TakesIfMatch()
  @Answers(204)
  remove(
    @CurrentActor() by: Actor,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
  ): Promise<void> {
    return this.appointments.remove(by, path, precondition);
  }
}
