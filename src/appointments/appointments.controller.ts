import { Body, Controller, Delete, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal } from '../auth/principal/current-principal.decorator.js';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import type { Principal } from '../auth/principal/principal.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import type { Page } from '../paging/page.js';
import { Answers } from '../http/answers.decorator.js';
import { ResourceHeadersInterceptor } from '../http/resource-headers.interceptor.js';
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
import { IdempotencyKey, IfMatch, type VersionCheck } from './request-headers.decorator.js';

const ifMatch = ApiHeader({ name: 'If-Match', required: false, description: 'Write only to this version (ETag)' });
const idempotencyKey = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'Makes a booking safe to repeat: 1 to 255 visible ASCII characters',
});

@ApiTags('appointments')
@Controller('v1/clinics/:clinicId/appointments')
@ClinicScoped()
@Roles('clinic-staff', 'admin')
@UseInterceptors(ResourceHeadersInterceptor)
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
  @idempotencyKey
  @Answers(201, appointment)
  book(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @CurrentPrincipal() caller: Principal,
    @IdempotencyKey() key: string | undefined,
    @Body({ schema: newAppointment }) body: NewAppointment,
  ): Promise<Appointment> {
    return this.appointments.book(clinicId, caller, key, body);
  }

  @Get(':appointmentId')
  @Roles('clinic-staff', 'billing', 'admin')
  @ApiOperation({ summary: 'Read an appointment' })
  @Answers(200, appointment)
  get(@Param({ schema: appointmentPath }) path: AppointmentPath): Promise<Appointment> {
    return this.appointments.get(path);
  }

  @Patch(':appointmentId')
  @ApiOperation({ summary: 'Move an appointment, or change what it says' })
  @ifMatch
  @Answers(200, appointment)
  change(
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() check: VersionCheck,
    @Body({ schema: appointmentChanges }) body: AppointmentChanges,
  ): Promise<Appointment> {
    return this.appointments.change(path, check, body);
  }

  @Post(':appointmentId/cancel')
  @ApiOperation({ summary: 'Cancel an appointment and free its time; safe to repeat' })
  @ifMatch
  @Answers(200, appointment)
  cancel(
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() check: VersionCheck,
  ): Promise<Appointment> {
    return this.appointments.cancel(path, check);
  }

  @Delete(':appointmentId')
  @Roles('admin')
  @ApiOperation({ summary: 'Delete an appointment and free its time' })
  @ifMatch
  @Answers(204)
  remove(@Param({ schema: appointmentPath }) path: AppointmentPath, @IfMatch() check: VersionCheck): Promise<void> {
    return this.appointments.remove(path, check);
  }
}
