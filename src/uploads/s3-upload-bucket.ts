import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { create as contentDisposition } from 'content-disposition';
import { withDeadline } from '../clock/deadline.js';
import type { UploadSettings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import { type ObjectVersion, UploadBucket, type UploadForm } from './upload-bucket.js';

export const uploadSettings = Symbol('uploadSettings');

/** The SDK has no timeouts of its own. */
const limits = { connectMs: 1_000, attemptMs: 1_500, attempts: 2, deadlineMs: 3_000 };

/** Amazon S3. The address and the credentials are the SDK's business (`AWS_ENDPOINT_URL_S3` and friends). */
@Injectable()
export class S3UploadBucket extends UploadBucket implements OnApplicationShutdown {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(@Inject(uploadSettings) { bucket, region }: UploadSettings) {
    super();
    this.bucket = bucket;
    this.client = new S3Client({
      region,
      maxAttempts: limits.attempts,
      // a link that is signed with a checksum of nothing would refuse every file
      requestChecksumCalculation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: limits.connectMs,
        requestTimeout: limits.attemptMs,
        throwOnRequestTimeout: true,
      },
    });
  }

  onApplicationShutdown(): void {
    this.client.destroy();
  }

  override form(key: string, contentType: string, maxBytes: number, seconds: number): Promise<UploadForm> {
    return this.call(() =>
      createPresignedPost(this.client, {
        ...{ Bucket: this.bucket, Key: key, Expires: seconds, Fields: { 'Content-Type': contentType } },
        Conditions: [
          ['content-length-range', 1, maxBytes],
          ['eq', '$Content-Type', contentType],
        ],
      }),
    );
  }

  override link(key: string, versionId: string, fileName: string, seconds: number): Promise<string> {
    const command = new GetObjectCommand({
      ...{ Bucket: this.bucket, Key: key, VersionId: versionId },
      ResponseContentDisposition: contentDisposition(fileName),
      ResponseCacheControl: 'private, no-store',
    });
    return this.call(() => getSignedUrl(this.client, command, { expiresIn: seconds }));
  }

  override async find(key: string): Promise<ObjectVersion | undefined> {
    const command = new HeadObjectCommand({ Bucket: this.bucket, Key: key });
    try {
      const found = await this.call((abortSignal) => this.client.send(command, { abortSignal }));
      // a bucket without versions would let a used form replace what was checked
      if (found.VersionId === undefined) throw unavailable('The bucket has no versions');
      return { size: found.ContentLength ?? 0, versionId: found.VersionId };
    } catch (error) {
      if (error instanceof AppError && isMissing(error.cause)) return undefined;
      throw error;
    }
  }

  override async remove(key: string): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.bucket, Key: key });
    await this.call((abortSignal) => this.client.send(command, { abortSignal }));
  }

  private async call<T>(send: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await withDeadline(limits.deadlineMs, send);
    } catch (error) {
      throw unavailable(error instanceof Error ? error.name : 'unknown', error);
    }
  }
}

const unavailable = (reason: string, cause?: unknown): AppError =>
  new AppError('uploads_unavailable', { retryAfter: 1, reason, cause });

/** HeadObject has no body, so that S3 cannot say more than "404". */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey');
