import { Body, Controller, Delete, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import { Answers } from '../http/answers.decorator.js';
import { pageQuery } from '../http/page.schema.js';
import type { Precondition } from '../http/precondition.js';
import { IdempotencyKey, IfMatch, TakesIdempotencyKey, TakesIfMatch } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { IdempotencyKey as Idempotency } from '../ids/request-identity.js';
import type { Page, PageRequest } from '../paging/page.js';
import {
  type FreedTime,
  freedTime,
  type NewWaitlistEntry,
  newWaitlistEntry,
  type WaitlistChanges,
  waitlistChanges,
  type WaitlistEntry,
  waitlistEntry,
  waitlistMatches,
  waitlistOffer,
  waitlistPage,
  type WaitlistPath,
  waitlistPath,
} from './waitlist.schema.js';
import { WaitlistService } from './waitlist.service.js';

@ApiTags('waitlist')
@Controller('v1/clinics/:clinicId/waitlist')
@ClinicScoped()
@Roles('clinic-staff', 'admin')
@UseInterceptors(ResourceInterceptor)
export class WaitlistController {
  constructor(private readonly waitlist: WaitlistService) {}

  @Get()
  @ApiOperation({ summary: 'List who waits for a time' })
  @Answers(200, waitlistPage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: pageQuery }) query: PageRequest,
  ): Promise<Page<WaitlistEntry>> {
    return this.waitlist.list(clinicId, query);
  }

  @Get('matches')
  @ApiOperation({ summary: 'List who fits a time that became free, who has waited longest first' })
  @Answers(200, waitlistMatches)
  async matches(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: freedTime }) query: FreedTime,
  ): Promise<{ items: WaitlistEntry[] }> {
    return { items: await this.waitlist.matches(clinicId, query) };
  }

  @Post()
  @ApiOperation({ summary: 'Put a patient on the list, with the practitioners and times that would do' })
  @TakesIdempotencyKey()
  @Answers(201, waitlistEntry)
  create(
    @CurrentActor() by: Actor,
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newWaitlistEntry }) body: NewWaitlistEntry,
  ): Promise<WaitlistEntry> {
    return this.waitlist.create(by, clinicId, body, idempotency);
  }

  @Get(':entryId')
  @ApiOperation({ summary: 'Read an entry' })
  @Answers(200, waitlistEntry)
  get(@Param({ schema: waitlistPath }) { clinicId, entryId }: WaitlistPath): Promise<WaitlistEntry> {
    return this.waitlist.get(clinicId, entryId);
  }

  @Patch(':entryId')
  @ApiOperation({ summary: 'Change an entry, or note that it is done or withdrawn' })
  @TakesIfMatch()
  @Answers(200, waitlistEntry)
  change(
    @CurrentActor() by: Actor,
    @Param({ schema: waitlistPath }) { clinicId, entryId }: WaitlistPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: waitlistChanges }) body: WaitlistChanges,
  ): Promise<WaitlistEntry> {
    return this.waitlist.change(by, clinicId, entryId, body, precondition);
  }

  @Post(':entryId/offer')
  @ApiOperation({ summary: 'Note that a held time was offered; the hold ends by itself unless it is booked' })
  @TakesIfMatch()
  @Answers(200, waitlistEntry)
  offer(
    @CurrentActor() by: Actor,
    @Param({ schema: waitlistPath }) { clinicId, entryId }: WaitlistPath,
    @IfMatch() precondition: Precondition,
    @Body({ schema: waitlistOffer }) { appointmentId }: { appointmentId: string },
  ): Promise<WaitlistEntry> {
    return this.waitlist.offer(by, clinicId, entryId, appointmentId, precondition);
  }

  @Delete(':entryId')
  @ApiOperation({ summary: 'Take an entry off the list' })
  @TakesIfMatch()
  @Answers(204)
  remove(
    @CurrentActor() by: Actor,
    @Param({ schema: waitlistPath }) { clinicId, entryId }: WaitlistPath,
    @IfMatch() precondition: Precondition,
  ): Promise<void> {
    return this.waitlist.remove(by, clinicId, entryId, precondition);
  }
}
