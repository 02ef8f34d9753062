import { Body, Controller, Delete, Get, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ClinicScoped } from '../auth/policy/policy.decorators.js';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { CurrentPrincipal } from '../auth/principal/current-principal.decorator.js';
import type { UserPrincipal } from '../auth/principal/principal.js';
import { type ClinicPath, clinicPath } from '../clinics/clinic.schema.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/request-headers.decorator.js';
import { ResourceInterceptor } from '../http/resource.interceptor.js';
import type { IdempotencyKey as Idempotency } from '../ids/request-identity.js';
import type { Page } from '../paging/page.js';
import {
  type BegunUpload,
  begunUpload,
  type NewUpload,
  newUpload,
  type Upload,
  upload,
  uploadPage,
  type UploadPath,
  uploadPath,
  type UploadQuery,
  uploadQuery,
} from './upload.schema.js';
import { UploadsService } from './uploads.service.js';

/** Files of a clinic. Every user of the clinic may upload; machines pass no route without `@Scopes`. */
@ApiTags('uploads')
@Controller('v1/clinics/:clinicId/uploads')
@ClinicScoped()
@UseInterceptors(ResourceInterceptor)
export class UploadsController {
  constructor(private readonly uploads: UploadsService) {}

  @Get()
  @ApiOperation({ summary: "List a month's uploads: your own, or for staff the clinic's" })
  @Problems('uploads_unavailable')
  @Answers(200, uploadPage)
  list(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @CurrentActor() by: Actor,
    @CurrentPrincipal() caller: UserPrincipal,
    @Query({ schema: uploadQuery }) query: UploadQuery,
  ): Promise<Page<Upload>> {
    return this.uploads.list(by, caller, clinicId, query);
  }

  @Post()
  @ApiOperation({
    summary: 'Begin an upload: gives the form with which the file goes to the bucket within five minutes',
  })
  @TakesIdempotencyKey()
  @Problems('already_exists', 'uploads_unavailable')
  @Answers(201, begunUpload)
  begin(
    @Param({ schema: clinicPath }) { clinicId }: ClinicPath,
    @CurrentActor() by: Actor,
    @CurrentPrincipal() caller: UserPrincipal,
    @IdempotencyKey() idempotency: Idempotency | undefined,
    @Body({ schema: newUpload }) body: NewUpload,
  ): Promise<BegunUpload> {
    return this.uploads.begin(by, caller, clinicId, body, idempotency);
  }

  @Get(':uploadId')
  @ApiOperation({ summary: 'Read an upload; once its file has arrived, with a link to it' })
  @Problems('uploads_unavailable')
  @Answers(200, upload)
  get(
    @Param({ schema: uploadPath }) path: UploadPath,
    @CurrentActor() by: Actor,
    @CurrentPrincipal() caller: UserPrincipal,
  ): Promise<Upload> {
    return this.uploads.get(by, caller, path);
  }

  @Post(':uploadId/complete')
  @ApiOperation({ summary: 'Say that the file has been sent; safe to repeat' })
  @Problems('upload_incomplete', 'uploads_unavailable')
  @Answers(200, upload)
  complete(
    @Param({ schema: uploadPath }) path: UploadPath,
    @CurrentActor() by: Actor,
    @CurrentPrincipal() caller: UserPrincipal,
  ): Promise<Upload> {
    return this.uploads.complete(by, caller, path);
  }

  @Delete(':uploadId')
  @ApiOperation({ summary: 'Delete an upload and its file' })
  @Problems('uploads_unavailable')
  @Answers(204)
  remove(
    @Param({ schema: uploadPath }) path: UploadPath,
    @CurrentActor() by: Actor,
    @CurrentPrincipal() caller: UserPrincipal,
  ): Promise<void> {
    return this.uploads.remove(by, caller, path);
  }
}
