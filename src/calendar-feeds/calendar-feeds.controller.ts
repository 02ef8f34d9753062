import { Body, Controller, Delete, Get, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import { Answers } from '../http/answers.decorator.js';
import { pageQuery } from '../http/page.schema.js';
import type { Precondition } from '../http/precondition.js';
import { IfMatch, TakesIfMatch } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { Page, PageRequest } from '../paging/page.js';
import {
  type CalendarFeed,
  calendarFeed,
  calendarFeedPage,
  type CalendarFeedPath,
  calendarFeedPath,
  type NewCalendarFeed,
  newCalendarFeed,
} from './calendar-feed.schema.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';

@ApiTags('calendar feeds')
@Controller('v1/clinics/:clinicId/calendar-feeds')
@ClinicScoped()
@Roles('clinic-staff', 'admin')
@UseInterceptors(ResourceInterceptor)
export class CalendarFeedsController {
  constructor(private readonly feeds: CalendarFeedsService) {}

  @Get()
  @ApiOperation({ summary: 'List the calendar feeds of a clinic, without their addresses' })
  @Answers(200, calendarFeedPage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: pageQuery }) query: PageRequest,
  ): Promise<Page<CalendarFeed>> {
    return this.feeds.list(clinicId, query);
  }

  @Post()
  @ApiOperation({ summary: 'Make a calendar feed; the answer shows its secret address, once' })
  @Answers(201, calendarFeed)
  create(
    @CurrentActor() by: Actor,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Body({ schema: newCalendarFeed }) body: NewCalendarFeed,
  ): Promise<CalendarFeed> {
    return this.feeds.create(by, clinicId, body);
  }

  @Delete(':feedId')
  @ApiOperation({ summary: 'Revoke a calendar feed: its address is gone at once' })
  @TakesIfMatch()
  @Answers(204)
  remove(
    @CurrentActor() by: Actor,
    @Param({ schema: calendarFeedPath }) { clinicId, feedId }: CalendarFeedPath,
    @IfMatch() precondition: Precondition,
  ): Promise<void> {
    return this.feeds.remove(by, clinicId, feedId, precondition);
  }
}
