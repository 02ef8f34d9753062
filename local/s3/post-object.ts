import { mayTouch } from './credentials.js';
import type { Exchange } from './exchange.js';
import { readPostForm } from './post-form.js';
import { checkPolicy } from './post-policy.js';
import { receive } from './receive.js';
import { S3Error } from './s3-error.js';
import { authenticatePolicy } from './signature.js';

const longestKey = 1024;

/**
 * An upload by a form with a signed policy. Everything is judged before the first byte of the file is kept.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 *
 * @throws S3Error
 */
export async function postObject({ bucket, request, response }: Exchange): Promise<void> {
  const version = await readPostForm(request, async ({ fields: given, fileName, file }) => {
    const policy = given.get('policy');
    if (policy === undefined) throw new S3Error('AccessDenied', 'Access Denied');
    const credentials = await authenticatePolicy(given, bucket);
    const fields = new Map(given).set('bucket', bucket.name);
    if (given.has('bucket') && given.get('bucket') !== bucket.name) {
      throw new S3Error('InvalidArgument', 'The bucket of the form is not that of the address.');
    }
    const range = checkPolicy(policy, fields, bucket.now());
    const key = (fields.get('key') ?? '').replaceAll('${filename}', fileName);
    if (key === '') throw new S3Error('InvalidArgument', 'Bucket POST must contain a field named "key".');
    if (Buffer.byteLength(key) > longestKey) throw new S3Error('KeyTooLongError', 'Your key is too long');
    if (!mayTouch(credentials, key)) throw new S3Error('AccessDenied', 'Access Denied');
    const incoming = bucket.store.incomingFile();
    const { size, md5 } = await receive(file, incoming, range);
    return bucket.store.keep(incoming, {
      key,
      contentType: fields.get('content-type') ?? 'binary/octet-stream',
      size,
      etag: `"${md5}"`,
      modifiedAt: bucket.now().toISOString(),
      metadata: Object.fromEntries([...fields].filter(([name]) => name.startsWith('x-amz-meta-'))),
    });
  });
  response.statusCode = 204;
  response.setHeader('etag', version.etag);
  response.setHeader('x-amz-version-id', version.versionId);
  response.setHeader('location', `/${bucket.name}/${encodeURIComponent(version.key).replaceAll('%2F', '/')}`);
  response.end();
}
