import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { portalCredentials } from '../../local/s3/portal-credentials.js';
import { type EmbeddedS3, startS3 } from '../../local/s3/s3.js';
import { House, type HouseClinic, type HouseUser } from '../support/server/house.js';
import type { Answer } from '../support/server/http.js';

const bucket = 'clinic-portal-uploads-test';
const region = 'us-east-1';
const server = { accessKeyId: 'test', secretAccessKey: 'test' };
/** By how much the clock of the bucket is ahead. */
let aheadMs = 0;
let directory: string;
let s3: EmbeddedS3;
let house: House;
let clinic: HouseClinic;
let other: HouseClinic;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'uploads-'));
  s3 = await startS3({
    ...{ bucket, region, directory, port: 0, allowedOrigins: [], now: () => new Date(Date.now() + aheadMs) },
    find: (id, token) => portalCredentials(server, (session) => house.cognito.readCredentials(session))(id, token),
  });
  process.env['AWS_ENDPOINT_URL_S3'] = s3.endpoint;
  house = await House.open({ environment: { UPLOADS_BUCKET: bucket } });
  [clinic, other] = [await house.clinic(), await house.clinic()];
});

afterAll(async () => {
  await house.close();
  await s3.stop();
  rmSync(directory, { recursive: true, force: true });
});

afterEach(() => {
  aheadMs = 0;
});

interface Form {
  readonly url: string;
  readonly fields: Record<string, string>;
  readonly maxBytes: number;
}

const uploadsOf = ({ clinicId }: Pick<HouseClinic, 'clinicId'>): string => `/v1/clinics/${clinicId}/uploads`;
const as = ({ accessToken: token }: HouseUser) => ({ token });
const scan = { fileName: 'Scan of Ada.pdf', contentType: 'application/pdf', kind: 'report' };

const begin = (user = clinic.staff, changes: object = {}, headers: Record<string, string> = {}) =>
  house.request('POST', uploadsOf(clinic), { ...as(user), body: { ...scan, ...changes }, headers });

async function send(answer: Answer, content = '%PDF-1.7', changes: Record<string, string> = {}): Promise<Response> {
  const { url, fields } = answer.body['form'] as Form;
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) body.append(name, value);
  body.append('file', new Blob([content]), 'scan.pdf');
  return fetch(url, { method: 'POST', body });
}

const pathOf = (answer: Answer): string => `${uploadsOf(clinic)}/${String(answer.body['id'])}`;
const get = (answer: Answer, user: HouseUser = clinic.staff) => house.request('GET', pathOf(answer), as(user));
const linkOf = (answer: Answer): string => (answer.body['download'] as { url: string }).url;

async function upload(user = clinic.staff, content = '%PDF-1.7'): Promise<Answer> {
  const begun = await begin(user);
  expect((await send(begun, content)).status).toBe(204);
  return begun;
}

describe('an upload', () => {
  it('goes from the form to the bucket, and comes back as an attachment under its name', async () => {
    const begun = await begin();
    expect(begun).toMatchObject({ status: 201, body: { ...scan, status: 'pending', ownerId: clinic.staff.sub } });
    expect(begun.headers.get('location')).toBe(pathOf(begun));
    expect((await house.request('POST', `${pathOf(begun)}/complete`, as(clinic.staff))).body['code']).toBe(
      'upload_incomplete',
    );
    expect((await send(begun, 'the content')).status).toBe(204);
    const complete = await house.request('POST', `${pathOf(begun)}/complete`, as(clinic.staff));
    expect(complete).toMatchObject({ status: 200, body: { status: 'stored', size: 'the content'.length } });
    const file = await fetch(linkOf(complete));
    expect(await file.text()).toBe('the content');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="Scan of Ada.pdf"');
    expect(file.headers.get('content-type')).toBe('application/pdf');
  });

  it('is seen to have arrived by whoever reads it, without anybody saying so', async () => {
    const begun = await upload();
    const list = await house.request('GET', uploadsOf(clinic), as(clinic.staff));
    const listed = (list.body['items'] as Record<string, unknown>[]).find(({ id }) => id === begun.body['id']);
    expect(listed).toMatchObject({
      status: 'stored',
      download: { url: expect.stringContaining(s3.endpoint) as string },
    });
  });

  it('leaves one event that names the version, for a scanner', async () => {
    const begun = await upload();
    await Promise.all([get(begun), get(begun), get(begun)]);
    const Key = { PK: `UPLOAD#${clinic.clinicId}#${String(begun.body['id'])}`, SK: 'EVENT#STORED' };
    const { Item: event } = await house.table.send(new GetCommand({ TableName: 'clinic-portal-test', Key }));
    expect(event).toMatchObject({ type: 'UPLOAD_STORED', content_type: 'application/pdf' });
    expect(JSON.stringify(event)).not.toContain('Ada');
  });

  it('keeps the version that was seen first when its form is used again', async () => {
    const begun = await upload(clinic.staff, 'first');
    await get(begun);
    expect((await send(begun, 'second')).status).toBe(204);
    expect(await (await fetch(linkOf(await get(begun)))).text()).toBe('first');
  });

  it('is the same under the same Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': 'one-scan' };
    const [first, again] = [await begin(clinic.staff, {}, headers), await begin(clinic.staff, {}, headers)];
    expect(again.body['id']).toBe(first.body['id']);
    expect((await begin(clinic.staff, { kind: 'image' }, headers)).body['code']).toBe('idempotency_key_reused');
    expect((await begin(clinic.billing, {}, headers)).body['id']).not.toBe(first.body['id']);
  });

  it('is gone with its file after it was deleted', async () => {
    const begun = await upload();
    const link = linkOf(await get(begun));
    expect((await house.request('DELETE', pathOf(begun), as(clinic.staff))).status).toBe(204);
    expect((await get(begun)).status).toBe(404);
    expect((await begin()).status).toBe(201);
    // the version below the delete marker is the lifecycle rule's; links to it end after five minutes
    aheadMs = 301_000;
    expect((await fetch(link)).status).toBe(403);
  });

  it('names an appointment and a patient of its clinic only', async () => {
    const booked = await house.request('POST', `/v1/clinics/${clinic.clinicId}/appointments`, {
      ...as(clinic.staff),
      body: {
        practitionerId: clinic.practitionerId,
        ...{ startsAt: '2031-03-03T09:00:00Z', endsAt: '2031-03-03T09:30:00Z', patientName: 'Ada Example' },
      },
    });
    const patient = await house.request('POST', `/v1/clinics/${clinic.clinicId}/patients`, {
      ...as(clinic.staff),
      body: { name: 'Ada Example' },
    });
    const references = { appointmentId: booked.body['id'], patientId: patient.body['id'] };
    expect((await begin(clinic.staff, references)).status).toBe(201);
    for (const [name, id] of Object.entries(references)) {
      const body = { ...scan, [name]: id };
      const foreign = await house.request('POST', uploadsOf(other), { ...as(other.staff), body });
      expect(foreign.body['code']).toBe('not_found');
    }
  });
});

describe('the form refuses', () => {
  it.each([
    ['another content type', { 'Content-Type': 'text/html' }],
    ['a longer key', { key: 'clinics/x/users/y/z' }],
    ['a field of its own', { acl: 'public-read' }],
  ])('%s', async (_, changes) => {
    expect((await send(await begin(), 'x', changes)).status).toBe(403);
  });

  it('a file without content, and one that is too large', async () => {
    const begun = await begin();
    expect((await send(begun, '')).status).toBe(400);
    const { maxBytes } = begun.body['form'] as Form;
    expect((await send(begun, 'x'.repeat(maxBytes + 1))).status).toBe(400);
    expect((await get(begun)).body['status']).toBe('pending');
  });

  it('whoever comes after five minutes', async () => {
    const begun = await begin();
    aheadMs = 301_000;
    expect((await send(begun)).status).toBe(403);
  });

  it.each([
    ['a type that browsers run', { contentType: 'text/html' }],
    ['a name with folders', { fileName: '../other.pdf' }],
    ['a name with backslashes', { fileName: 'a\\b.pdf' }],
    ['a name with line breaks', { fileName: 'a\r\nSet-Cookie: b' }],
    ['fields that there are not', { key: 'clinics/x' }],
    ['ids that are none', { appointmentId: '../x' }],
  ])('to be begun with %s', async (_, changes) => {
    expect((await begin(clinic.staff, changes)).body['code']).toBe('invalid_request');
  });
});

describe('who sees what', () => {
  const listOf = async (user: HouseUser): Promise<unknown[]> =>
    ((await house.request('GET', uploadsOf(clinic), as(user))).body['items'] as { id: unknown }[]).map(({ id }) => id);

  it('staff see the uploads of the clinic, others their own', async () => {
    const [ofStaff, ofBilling] = [await upload(clinic.staff), await upload(clinic.billing)];
    expect(await listOf(clinic.staff)).toEqual(expect.arrayContaining([ofStaff.body['id'], ofBilling.body['id']]));
    const own = await listOf(clinic.billing);
    expect(own).toContain(ofBilling.body['id']);
    expect(own).not.toContain(ofStaff.body['id']);
  });

  it('what is not theirs is as if it were not there, to the byte', async () => {
    const begun = await upload(clinic.staff);
    const [hidden, missing] = [
      await get(begun, clinic.billing),
      await house.request('GET', `${uploadsOf(clinic)}/UPL-nothing`, as(clinic.billing)),
    ];
    expect([hidden.status, hidden.text]).toEqual([404, missing.text]);
    const removal = await house.request('DELETE', pathOf(begun), as(clinic.billing));
    expect([removal.status, removal.text]).toEqual([404, missing.text]);
    const through = await house.request('GET', pathOf(begun).replace(clinic.clinicId, other.clinicId), as(other.staff));
    expect([through.status, through.text]).toEqual([404, missing.text]);
    expect((await get(begun, other.staff)).body['code']).toBe('clinic_mismatch');
  });

  it('a list goes on page by page', async () => {
    for (let count = 0; count < 3; count += 1) await begin();
    const mine: unknown[] = [];
    for (let cursor = ''; ;) {
      const page = await house.request('GET', `${uploadsOf(clinic)}?limit=2${cursor}`, as(clinic.staff));
      mine.push(...(page.body['items'] as { id: unknown }[]).map(({ id }) => id));
      const { nextCursor } = page.body as { nextCursor?: string };
      if (nextCursor === undefined) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(mine).toEqual(await listOf(clinic.staff));
    expect(new Set(mine).size).toBe(mine.length);
  });
});

describe('AWS credentials', () => {
  let withPool: House;
  let place: HouseClinic;
  let staff: HouseUser;

  beforeAll(async () => {
    // the pool of identities is known once the first house has made it
    withPool = await House.open({
      environment: { UPLOADS_BUCKET: bucket },
      identityPool: true,
    });
    place = await withPool.clinic();
    staff = await signedInAt(place);
  });
  afterAll(() => withPool.close());

  /** With the attribute that the pre-token trigger puts into the ID token elsewhere. */
  async function signedInAt({ clinicId, staff: user }: HouseClinic): Promise<HouseUser> {
    await withPool.pool.send(
      new AdminUpdateUserAttributesCommand({
        ...{ UserPoolId: withPool.cognito.userPoolId, Username: user.email },
        UserAttributes: [{ Name: 'custom:clinic_id', Value: clinicId }],
      }),
    );
    return { ...user, ...(await withPool.signIn(user)) };
  }

  const exchange = (user: HouseUser, idToken: string) =>
    withPool.request('POST', '/v1/me/aws-credentials', { ...as(user), body: { idToken } });

  function clientOf({ body }: Answer): S3Client {
    return new S3Client({
      ...{ region, endpoint: s3.endpoint, maxAttempts: 1 },
      credentials: {
        accessKeyId: String(body['accessKeyId']),
        secretAccessKey: String(body['secretAccessKey']),
        sessionToken: String(body['sessionToken']),
      },
    });
  }

  it('reach the folder of the user and nothing else', async () => {
    const answer = await exchange(staff, staff.idToken);
    expect(answer).toMatchObject({
      status: 200,
      body: { bucket, prefix: `clinics/${place.clinicId}/users/${staff.sub}/` },
    });
    const holder = house;
    house = withPool;
    const client = clientOf(answer);
    try {
      const Key = `${String(answer.body['prefix'])}note.txt`;
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'mine' }));
      const read = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      expect(await read.Body?.transformToString()).toBe('mine');
      for (const foreign of [`clinics/${place.clinicId}/users/u-2/x`, `clinics/CLN-2/users/${staff.sub}/x`]) {
        const write = client.send(new PutObjectCommand({ Bucket: bucket, Key: foreign, Body: 'x' }));
        await expect(write).rejects.toMatchObject({ name: 'AccessDenied' });
      }
    } finally {
      client.destroy();
      house = holder;
    }
  });

  it('are refused for the ID token of somebody else, an access token, and none', async () => {
    const colleague = await signedInAt(await withPool.clinic());
    for (const token of [colleague.idToken, staff.accessToken, 'nonsense']) {
      expect((await exchange(staff, token)).body['code']).toBe('id_token_refused');
    }
    const [head = '', body = ''] = staff.idToken.split('.');
    expect((await exchange(staff, `${head}.${body}.AAAA`)).body['code']).toBe('id_token_refused');
  });

  it('are refused while the token does not name the clinic of the profile', async () => {
    const { staff: fresh } = await withPool.clinic();
    expect((await exchange(fresh, fresh.idToken)).body).toMatchObject({
      code: 'id_token_refused',
      detail: expect.stringContaining('Sign in again') as string,
    });
  });
});

it('a server without a bucket has no such routes', async () => {
  const plain = await House.open();
  try {
    const { clinicId, staff } = await plain.clinic();
    expect((await plain.request('GET', uploadsOf({ clinicId }), as(staff))).status).toBe(404);
  } finally {
    await plain.close();
  }
});
