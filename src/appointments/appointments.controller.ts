import { Body, Controller, Delete, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { pageQuery } from '../http/page.schema.js';
import type { Precondition } from '../http/precondition.js';
import { IdempotencyKey, IfMatch, TakesIdempotencyKey, TakesIfMatch } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { IdempotencyKey as Idempotency } from '../ids/request-identity.js';
import type { PageRequest } from '../paging/page.js';
import {
  type Appointment,
  appointment,
  type AppointmentChanges,
  appointmentChanges,
  type AppointmentHistory,
  appointmentHistory,
  type AppointmentPage,
  appointmentPage,
  type AppointmentPath,
  appointmentPath,
  type AppointmentQuery,
  appointmentQuery,
  type NewAppointment,
  newAppointment,
  type NewSeries,
  newSeries,
  type Series,
  series,
  type TransitionBody,
  transitionBody,
} from './appointment.schema.js';
import { AppointmentListsService } from './appointment-lists.service.js';
import { AppointmentsService } from './appointments.service.js';
import { BookingsService } from './bookings.service.js';
import { CurrentPerformer, type Performer } from './performer.js';
import { SeriesService } from './series.service.js';
import { transitions } from './transitions.js';

/** How a booking is refused, and so a move and a series. */
const ofBookings = [
  'slot_taken',
  'practitioner_unavailable',
  'visit_type_unavailable',
  'patient_erased',
  'in_the_past',
  'outside_hours',
  'outside_booking_window',
] as const;

@ApiTags('appointments')
@Controller('v1/clinics/:clinicId/appointments')
@ClinicScoped()
@Roles('clinic-staff', 'admin')
@UseInterceptors(ResourceInterceptor)
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly bookings: BookingsService,
    private readonly series: SeriesService,
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
  ): Promise<AppointmentPage> {
    return this.lists.list(clinicId, query);
  }

  @Post()
  @ApiOperation({ summary: 'Book an appointment, or hold its time for a while' })
  @TakesIdempotencyKey()
  @Problems(...ofBookings)
  @Answers(201, appointment)
  book(
    @CurrentPerformer() by: Performer,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newAppointment }) body: NewAppointment,
  ): Promise<Appointment> {
    return this.bookings.book(by, clinicId, idempotency, body);
  }

  @Post('series')
  @ApiOperation({ summary: 'Book an appointment on every date of a recurrence rule (RFC 5545)' })
  @Problems(...ofBookings, 'series_too_long')
  @TakesIdempotencyKey()
  @Answers(201, series)
  bookSeries(
    @CurrentPerformer() by: Performer,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newSeries }) body: NewSeries,
  ): Promise<Series> {
    return this.series.book(by, clinicId, idempotency, body);
  }

  @Get(':appointmentId')
  @Roles('clinic-staff', 'billing', 'admin')
  @ApiOperation({ summary: 'Read an appointment' })
  @Answers(200, appointment)
  get(
    @CurrentPerformer() by: Performer,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
  ): Promise<Appointment> {
    return this.appointments.get(by, path);
  }

  @Patch(':appointmentId')
  @ApiOperation({ summary: 'Move an appointment, or change what it says' })
  @TakesIfMatch()
  @Problems(...ofBookings, 'appointment_cancelled', 'transition_not_allowed', 'hold_expired', 'notice_too_short')
  @Answers(200, appointment)
  change(
    @CurrentPerformer() by: Performer,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: appointmentChanges }) body: AppointmentChanges,
  ): Promise<Appointment> {
    return this.appointments.change(by, path, precondition, body);
  }

  @Get(':appointmentId/history')
  @Roles('clinic-staff', 'billing', 'admin')
  @ApiOperation({ summary: 'Every change of an appointment: who, when, from what to what' })
  @Answers(200, appointmentHistory)
  history(
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @Query({ schema: pageQuery }) query: PageRequest,
  ): Promise<AppointmentHistory> {
    return this.appointments.history(path, query);
  }

  @Post(':appointmentId/book')
  @Roles(...transitions.book.groups)
  @ApiOperation({ summary: 'Book the time that was held' })
  @Problems('transition_not_allowed', 'hold_expired')
  @TakesIfMatch()
  @Answers(200, appointment)
  bookHeld(
    @CurrentPerformer() by: Performer,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: transitionBody }) body: TransitionBody,
  ): Promise<Appointment> {
    return this.appointments.transition(by, path, precondition, 'book', body);
  }

  @Post(':appointmentId/confirm')
  @Roles(...transitions.confirm.groups)
  @ApiOperation({ summary: 'The patient has said that they will come' })
  @Problems('transition_not_allowed')
  @TakesIfMatch()
  @Answers(200, appointment)
  confirm(
    @CurrentPerformer() by: Performer,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: transitionBody }) body: TransitionBody,
  ): Promise<Appointment> {
    return this.appointments.transition(by, path, precondition, 'confirm', body);
  }

  @Post(':appointmentId/check-in')
  @Roles(...transitions['check-in'].groups)
  @ApiOperation({ summary: 'The patient is there' })
  @Problems('transition_not_allowed')
  @TakesIfMatch()
  @Answers(200, appointment)
  checkIn(
    @CurrentPerformer() by: Performer,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: transitionBody }) body: TransitionBody,
  ): Promise<Appointment> {
    return this.appointments.transition(by, path, precondition, 'check-in', body);
  }

  @Post(':appointmentId/complete')
  @Roles(...transitions.complete.groups)
  @ApiOperation({ summary: 'The visit is over' })
  @Problems('transition_not_allowed')
  @TakesIfMatch()
  @Answers(200, appointment)
  complete(
    @CurrentPerformer() by: Performer,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: transitionBody }) body: TransitionBody,
  ): Promise<Appointment> {
    return this.appointments.transition(by, path, precondition, 'complete', body);
  }

  @Post(':appointmentId/no-show')
  @Roles(...transitions['no-show'].groups)
  @ApiOperation({ summary: 'The patient did not come' })
  @Problems('transition_not_allowed')
  @TakesIfMatch()
  @Answers(200, appointment)
  noShow(
    @CurrentPerformer() by: Performer,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: transitionBody }) body: TransitionBody,
  ): Promise<Appointment> {
    return this.appointments.transition(by, path, precondition, 'no-show', body);
  }

  @Post(':appointmentId/cancel')
  @Roles(...transitions.cancel.groups)
  @ApiOperation({ summary: 'Cancel an appointment and free its time; safe to repeat' })
  @Problems('transition_not_allowed', 'hold_expired', 'notice_too_short')
  @TakesIfMatch()
  @Answers(200, appointment)
  cancel(
    @CurrentPerformer() by: Performer,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: transitionBody }) body: TransitionBody,
  ): Promise<Appointment> {
    return this.appointments.transition(by, path, precondition, 'cancel', body);
  }

  @Delete(':appointmentId')
  @Roles('admin')
  @ApiOperation({ summary: 'Delete an appointment and free its time' })
  @TakesIfMatch()
  @Answers(204)
  remove(
    @CurrentPerformer() by: Performer,
    @Param({ schema: appointmentPath }) path: AppointmentPath,
    @IfMatch() precondition: Precondition,
  ): Promise<void> {
    return this.appointments.remove(by, path, precondition);
  }
}
