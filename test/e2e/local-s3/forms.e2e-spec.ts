import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import type { S3Credentials } from '../../../local/s3/credentials.js';
import { openS3, type S3Target, userKey } from '../../support/s3/s3-target.js';

let s3: S3Target;

beforeAll(async () => {
  s3 = await openS3();
});
afterAll(() => s3.close());

const itOwn = process.env['S3_TEST_ENDPOINT'] === undefined ? it : it.skip;
const prefix = 'clinics/CLN-001/users/u-1/';
const least = 2;
const most = 100;

interface Form {
  readonly url: string;
  readonly fields: Record<string, string>;
}

/** A form for one object: this key, this content type, 2 to 100 bytes. */
function formFor(key: string, options: Partial<PresignedPostOptions> = {}, credentials?: S3Credentials): Promise<Form> {
  return createPresignedPost(s3.client(credentials), {
    ...{ Bucket: s3.bucket, Key: key, Expires: 300, Fields: { 'Content-Type': 'text/plain' } },
    Conditions: [
      ['content-length-range', least, most],
      ['eq', '$Content-Type', 'text/plain'],
    ],
    ...options,
  });
}

async function send({ url, fields }: Form, file = 'content'): Promise<[number, string | undefined]> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([file]), 'name.txt');
  const response = await fetch(url, { method: 'POST', body });
  return [response.status, /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1]];
}

const edit = ({ url, fields }: Form, changes: Record<string, string | undefined>): Form => ({
  url,
  fields: Object.fromEntries(
    Object.entries({ ...fields, ...changes }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
});

const head = (Key: string) => s3.client().send(new HeadObjectCommand({ Bucket: s3.bucket, Key }));

/** The policy of a form with something in it changed; its signature stays. */
function withPolicy(form: Form, change: (policy: { expiration: string; conditions: unknown[] }) => void): Form {
  const policy = JSON.parse(Buffer.from(form.fields['Policy'] ?? '', 'base64').toString()) as {
    expiration: string;
    conditions: unknown[];
  };
  change(policy);
  return edit(form, { Policy: Buffer.from(JSON.stringify(policy)).toString('base64') });
}

describe('an upload by a signed form', () => {
  it('is kept as it was signed for', async () => {
    const key = `${prefix}kept`;
    expect((await send(await formFor(key)))[0]).toBe(204);
    expect(await head(key)).toMatchObject({ ContentLength: 7, ContentType: 'text/plain' });
  });

  it('takes the shortest and the longest file, and none beyond', async () => {
    const form = await formFor(`${prefix}length`);
    expect((await send(form, 'x'.repeat(least)))[0]).toBe(204);
    expect((await send(form, 'x'.repeat(most)))[0]).toBe(204);
    expect(await send(form, 'x'.repeat(most + 1))).toEqual([400, 'EntityTooLarge']);
    expect(await send(form, 'x'.repeat(least - 1))).toEqual([400, 'EntityTooSmall']);
  });

  it('ends a file that is far too long', async () => {
    const key = `${prefix}huge`;
    expect(await send(await formFor(key), 'x'.repeat(2_000_000))).toEqual([400, 'EntityTooLarge']);
    await expect(head(key)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  itOwn('leaves nothing of a refused file behind', async () => {
    const key = `${prefix}nothing`;
    await send(await formFor(key), 'x'.repeat(most + 1));
    const list = await s3.client().send(new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: key }));
    expect(list.KeyCount).toBe(0);
  });

  it('is refused after its time', async () => {
    expect(await send(await formFor(`${prefix}late`, { Expires: -1 }))).toEqual([403, 'AccessDenied']);
  });

  itOwn('makes a version of its own when a form is used again', async () => {
    const key = `${prefix}again`;
    const form = await formFor(key);
    await send(form, 'first');
    const { VersionId: first } = await head(key);
    await send(form, 'second');
    const old = await s3.client().send(new HeadObjectCommand({ Bucket: s3.bucket, Key: key, VersionId: first }));
    expect(old.ContentLength).toBe('first'.length);
    expect((await head(key)).VersionId).not.toBe(first);
  });

  itOwn('may carry the token of temporary credentials, inside their prefix only', async () => {
    expect((await send(await formFor(`${prefix}own`, {}, userKey)))[0]).toBe(204);
    const foreign = await formFor('clinics/CLN-001/users/u-2/x', {}, userKey);
    expect(await send(foreign)).toEqual([403, 'AccessDenied']);
  });
});

describe('a changed form is refused:', () => {
  const cases: [string, (form: Form) => Form][] = [
    ['another key', (form) => edit(form, { key: `${prefix}else` })],
    ['a key that goes on', (form) => edit(form, { key: `${form.fields['key'] ?? ''}/more` })],
    ['the key of another user', (form) => edit(form, { key: 'clinics/CLN-001/users/u-2/x' })],
    ['a key with dots', (form) => edit(form, { key: `${prefix}../u-2/x` })],
    ['no key', (form) => edit(form, { key: undefined })],
    ['another content type', (form) => edit(form, { 'Content-Type': 'text/html' })],
    ['no content type', (form) => edit(form, { 'Content-Type': undefined })],
    ['a field that nobody allowed', (form) => edit(form, { acl: 'public-read' })],
    ['a header that nobody allowed', (form) => edit(form, { 'x-amz-meta-owner': 'somebody' })],
    ['a redirect that nobody allowed', (form) => edit(form, { success_action_redirect: 'http://elsewhere.example/' })],
    ['no policy', (form) => edit(form, { Policy: undefined })],
    ['a policy that is no JSON', (form) => edit(form, { Policy: Buffer.from('{').toString('base64') })],
    ['no signature', (form) => edit(form, { 'X-Amz-Signature': undefined })],
    ['another signature', (form) => edit(form, { 'X-Amz-Signature': '0'.repeat(64) })],
    ['another algorithm', (form) => edit(form, { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA1' })],
    [
      'a later expiry',
      (form) =>
        withPolicy(form, (policy) => {
          policy.expiration = new Date(Date.now() + 9e9).toISOString();
        }),
    ],
    [
      'a longer file',
      (form) =>
        withPolicy(form, ({ conditions }) => {
          conditions[0] = ['content-length-range', 0, 1e9];
        }),
    ],
    [
      'no conditions',
      (form) =>
        withPolicy(form, (policy) => {
          policy.conditions = [];
        }),
    ],
    ['another day', (form) => edit(form, { 'X-Amz-Date': '20200101T000000Z' })],
    [
      'another region',
      (form) =>
        edit(form, {
          'X-Amz-Credential': (form.fields['X-Amz-Credential'] ?? '').replace('us-east-1', 'eu-west-1'),
        }),
    ],
    [
      'another access key',
      (form) =>
        edit(form, {
          'X-Amz-Credential': (form.fields['X-Amz-Credential'] ?? '').replace(/^\w+/, 'AKIANOBODYEXAMPLE001'),
        }),
    ],
    ['another bucket', (form) => ({ ...form, url: form.url.replace(s3.bucket, 'another-bucket') })],
  ];

  it.each(cases)('%s', async (name, change) => {
    const form = await formFor(`${prefix}${name.replaceAll(' ', '-')}`);
    const [status] = await send(change(form));
    expect(Math.floor(status / 100)).toBe(4);
    expect((await send(form))[0]).toBe(204);
  });
});
