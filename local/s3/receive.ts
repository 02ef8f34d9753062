import { createHash } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LengthRange } from './post-policy.js';
import { S3Error } from './s3-error.js';

/** What has been written to a file. */
export interface Received {
  readonly size: number;
  /** In hexadecimal digits. */
  readonly md5: string;
  readonly sha256: string;
}

/**
 * Streams bytes to a file and counts them. Ends as soon as there are too many; a file that is refused or cut off is removed.
 *
 * @throws S3Error `EntityTooLarge`, `EntityTooSmall`, `IncompleteBody`
 */
export async function receive(source: Readable, file: string, { least, most }: LengthRange): Promise<Received> {
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let size = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      md5.update(chunk);
      sha256.update(chunk);
      if (size > most) {
        done(new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size'));
      } else done(null, chunk);
    },
  });
  try {
    await pipeline(source, counter, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    if (size < least)
      throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  } catch (error) {
    rmSync(file, { force: true });
    throw error instanceof S3Error ? error : new S3Error('IncompleteBody', 'The request body ended too early.');
  }
  return { size, md5: md5.digest('hex'), sha256: sha256.digest('hex') };
}
