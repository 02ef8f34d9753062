import { join } from 'node:path';
import type { PortalCognito } from '../portal-pool.js';
import { portalCredentials, type ServerKey } from '../s3/portal-credentials.js';
import { startS3 } from '../s3/s3.js';
import type { Lifetime } from './lifetime.js';

/** Where the embedded bucket is, and who may use it. */
export interface Uploads {
  readonly endpoint: string;
  readonly bucket: string;
  /** Says with which key the server signs. */
  trust(key: ServerKey): void;
}

/** Opens the embedded bucket of the uploads on a free port. */
export async function openUploads(
  directory: string,
  cognito: Pick<PortalCognito, 'region' | 'readCredentials'>,
  life: Lifetime,
): Promise<Uploads> {
  const bucket = 'clinic-portal-uploads-local';
  let server: ServerKey | undefined;
  const s3 = await startS3({
    ...{ bucket, region: cognito.region, directory: join(directory, 's3'), port: 0 },
    // where a web page in development is usually served (Vite)
    allowedOrigins: ['http://localhost:5173'],
    find: (accessKeyId, sessionToken) =>
      server && portalCredentials(server, cognito.readCredentials)(accessKeyId, sessionToken),
  });
  life.onEnd(() => s3.stop());
  return {
    ...{ endpoint: s3.endpoint, bucket },
    trust: (key) => {
      server = key;
    },
  };
}
