import type { PortalCognito } from '../portal-pool.js';
import type { FindCredentials, Permission } from './credentials.js';

/** The key with which the portal's server signs. */
export interface ServerKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Who the portal's bucket knows: its server, which may do everything, and users with credentials from the identity pool, who
 * reach their folder as the role in AWS lets them: by the principal tags `clinic_id` and `sub`.
 */
export function portalCredentials(
  server: ServerKey,
  readCredentials: PortalCognito['readCredentials'],
): FindCredentials {
  return (accessKeyId, sessionToken) => {
    if (sessionToken === undefined) {
      return accessKeyId === server.accessKeyId ? { ...server, permission: { kind: 'all' } } : undefined;
    }
    const session = readCredentials(sessionToken);
    if (session?.accessKeyId !== accessKeyId) return undefined;
    const { secretAccessKey, expiration, principalTags } = session;
    return { accessKeyId, secretAccessKey, sessionToken, expiration, permission: permissionOf(principalTags) };
  };
}

/** Without both tags the policy's variables are empty, and nothing in the bucket matches. */
function permissionOf({ clinic_id: clinicId, sub }: Readonly<Record<string, string>>): Permission {
  if (!clinicId || !sub) return { kind: 'none' };
  return { kind: 'prefix', prefix: `clinics/${clinicId}/users/${sub}/` };
}
