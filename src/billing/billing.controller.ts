import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ClinicScoped, Roles } from '../auth/policy/policy.decorators.js';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import { Answers } from '../http/answers.decorator.js';
import type { Page } from '../paging/page.js';
import {
  type BillingEntry,
  billingEntry,
  type BillingExport,
  billingExport,
  type BillingMark,
  billingMark,
  billingPage,
  type BillingPath,
  billingPath,
  type BillingQuery,
  billingQuery,
} from './billing.schema.js';
import { BillingService } from './billing.service.js';

@ApiTags('billing')
@Controller('v1/clinics/:clinicId/billing')
@ClinicScoped()
@Roles('billing', 'admin')
export class BillingController {
  constructor(private readonly billing: BillingService) {}

  @Get()
  @ApiOperation({ summary: 'List completed visits and what is noted of their payment' })
  @Answers(200, billingPage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: billingQuery }) query: BillingQuery,
  ): Promise<Page<BillingEntry>> {
    return this.billing.list(clinicId, query);
  }

  @Get('export.csv')
  @ApiOperation({ summary: 'Export the same as a CSV file (RFC 4180), in one stream' })
  @ApiProduces('text/csv')
  @Answers(200)
  async export(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @Query({ schema: billingExport }) query: BillingExport,
  ): Promise<StreamableFile> {
    const lines = await this.billing.export(clinicId, query);
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="billing-${query.from}-${query.to}.csv"`,
    });
  }

  @Put(':appointmentId')
  @ApiOperation({ summary: 'Note that a completed visit is unbilled, billed or paid' })
  @Answers(200, billingEntry)
  mark(
    @CurrentActor() by: Actor,
    @Param({ schema: billingPath }) { clinicId, appointmentId }: BillingPath,
    @Body({ schema: billingMark }) body: BillingMark,
  ): Promise<BillingEntry> {
    return this.billing.mark(by, clinicId, appointmentId, body);
  }
}
