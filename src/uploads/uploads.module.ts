import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import type { UploadSettings } from '../config/settings.js';
import { S3UploadBucket, uploadSettings } from './s3-upload-bucket.js';
import { UploadBucket } from './upload-bucket.js';
import { UploadsController } from './uploads.controller.js';
import { UploadsRepository } from './uploads.repository.js';
import { UploadsService } from './uploads.service.js';

/** Files of clinics, in a bucket. */
@Module({})
export class UploadsModule {
  /** Without a bucket there are no routes for uploads. */
  static forRoot(settings: UploadSettings | undefined): DynamicModule {
    if (settings === undefined) return { module: UploadsModule };
    return {
      module: UploadsModule,
      imports: [AuditModule, ClinicsModule],
      controllers: [UploadsController],
      providers: [
        UploadsService,
        UploadsRepository,
        { provide: uploadSettings, useValue: settings },
        { provide: UploadBucket, useClass: S3UploadBucket },
      ],
    };
  }
}
