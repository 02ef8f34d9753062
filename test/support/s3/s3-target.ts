import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Credentials } from '../../../local/s3/credentials.js';
import { startS3 } from '../../../local/s3/s3.js';

export const serverKey: S3Credentials = {
  accessKeyId: 'AKIASERVEREXAMPLE001',
  secretAccessKey: 'server-secret-for-tests-only',
  permission: { kind: 'all' },
};

/** Temporary credentials of a user: they reach one prefix. */
export const userKey: S3Credentials = {
  accessKeyId: 'ASIAUSEREXAMPLE00001',
  secretAccessKey: 'user-secret-for-tests-only',
  sessionToken: 'session-of-the-user',
  permission: { kind: 'prefix', prefix: 'clinics/CLN-001/users/u-1/' },
};

export const expiredKey: S3Credentials = {
  ...userKey,
  accessKeyId: 'ASIAEXPIREDEXAMPLE01',
  sessionToken: 'session-that-has-ended',
  expiration: 1_700_000_000,
};

/** An S3 to test against, and a client that signs as its server. */
export interface S3Target {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly credentials: S3Credentials;
  /** False for a server that was started elsewhere: it knows none of the session credentials. */
  readonly isOwn: boolean;
  client(credentials?: S3Credentials): S3Client;
  close(): Promise<void>;
}

const region = 'us-east-1';
const known = [serverKey, userKey, expiredKey];

/**
 * The embedded S3, or the one that S3_TEST_ENDPOINT names (with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), so that the same
 * checks can be run against another implementation.
 */
export async function openS3(allowedOrigins: readonly string[] = []): Promise<S3Target> {
  const elsewhere = process.env['S3_TEST_ENDPOINT'];
  return elsewhere === undefined ? openOwn(allowedOrigins) : openForeign(elsewhere);
}

async function openOwn(allowedOrigins: readonly string[]): Promise<S3Target> {
  const directory = mkdtempSync(join(tmpdir(), 's3-'));
  const bucket = 'uploads-test';
  const s3 = await startS3({
    ...{ bucket, region, directory, port: 0, allowedOrigins },
    find: (id, token) => known.find((one) => one.accessKeyId === id && one.sessionToken === token),
  });
  const clients: S3Client[] = [];
  return {
    ...{ endpoint: s3.endpoint, bucket, region, credentials: serverKey, isOwn: true },
    client: (credentials = serverKey) => remembered(clients, newClient(s3.endpoint, credentials)),
    close: async () => {
      for (const client of clients) client.destroy();
      await s3.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function openForeign(endpoint: string): Promise<S3Target> {
  const bucket = `uploads-test-${Date.now()}`;
  const credentials: S3Credentials = {
    accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
    permission: { kind: 'all' },
  };
  const clients: S3Client[] = [];
  const first = remembered(clients, newClient(endpoint, credentials));
  await first.send(new CreateBucketCommand({ Bucket: bucket }));
  await first
    .send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }))
    // versitygw offers versions only when it is started with a folder for them
    .catch(() => undefined);
  return {
    ...{ endpoint, bucket, region, credentials, isOwn: false },
    client: (own = credentials) => remembered(clients, newClient(endpoint, own)),
    close: () => {
      for (const client of clients) client.destroy();
      return Promise.resolve();
    },
  };
}

function newClient(endpoint: string, { accessKeyId, secretAccessKey, sessionToken }: S3Credentials): S3Client {
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  return new S3Client({
    ...{ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
}

function remembered(clients: S3Client[], client: S3Client): S3Client {
  clients.push(client);
  return client;
}
