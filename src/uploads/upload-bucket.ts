/** A form that sends one file to one place. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Record<string, string>;
}

/** An object as it lies in the bucket. */
export interface ObjectVersion {
  readonly size: number;
  readonly versionId: string;
}

/**
 * The bucket of the uploads. Forms and links are signed without asking it.
 *
 * @throws AppError `uploads_unavailable` when the bucket cannot be reached, refuses or is too slow
 */
export abstract class UploadBucket {
  /** A form for exactly this key and content type, one byte to `maxBytes` long, good for `seconds`. */
  abstract form(key: string, contentType: string, maxBytes: number, seconds: number): Promise<UploadForm>;

  /** A link to one version of an object, which browsers save under `fileName`, good for `seconds`. */
  abstract link(key: string, versionId: string, fileName: string, seconds: number): Promise<string>;

  /** The current version of an object; nothing when there is none. */
  abstract find(key: string): Promise<ObjectVersion | undefined>;

  /** Puts a delete marker on an object. The lifecycle rule of the bucket removes what lies below. */
  abstract remove(key: string): Promise<void>;
}
