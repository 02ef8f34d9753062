import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { S3Error } from './s3-error.js';

/** The fields of a form that come before its file, by names in small letters, and the file as it arrives. */
export interface PostForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  readonly file: Readable;
}

const limits = { fields: 50, fieldNameSize: 100, fieldSize: 20_000, files: 1, headerPairs: 20, parts: 51 };

/**
 * Reads a form upload as far as its file. What comes after the file is ignored, as S3 does.
 *
 * @param consume is called once the file begins, and has to read it to its end or destroy it
 * @throws S3Error `MalformedPOSTRequest`, and whatever `consume` throws
 */
export async function readPostForm<T>(request: IncomingMessage, consume: (form: PostForm) => Promise<T>): Promise<T> {
  const malformed = (): S3Error =>
    new S3Error('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.');
  const contentType = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data;/i.test(contentType)) throw malformed();
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    let hasFile = false;
    let repeated = false;
    const parser = new Busboy({ headers: { ...request.headers, 'content-type': contentType }, limits });
    const fail = (error: unknown): void => {
      request.unpipe(parser);
      // what is left of the body is read and thrown away, so that the client hears the answer
      request.resume();
      reject(error instanceof S3Error ? error : malformed());
    };
    parser.on('field', (name: string, value: string, nameTruncated: boolean, valueTruncated: boolean) => {
      const known = name.toLowerCase();
      if (nameTruncated || valueTruncated || fields.has(known)) repeated = true;
      fields.set(known, value);
    });
    parser.on('file', (name: string, file: Readable, fileName: string | undefined) => {
      if (name !== 'file' || repeated) {
        file.resume();
        fail(malformed());
        return;
      }
      hasFile = true;
      consume({ fields, fileName: fileName ?? '', file }).then(resolve, (error: unknown) => {
        file.resume();
        fail(error);
      });
    });
    parser.on('error', fail);
    parser.on('finish', () => {
      if (!hasFile) reject(malformed());
    });
    request.on('close', () => {
      if (!request.complete) parser.destroy(malformed());
    });
    request.pipe(parser);
  });
}
