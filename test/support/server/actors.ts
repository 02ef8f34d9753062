import type { Actor } from '../../../src/auth/principal/actor.js';

const origin = { method: 'PATCH', route: '/v1/test', clinicId: undefined, requestId: 'request-1' };

/** A user as a controller hands them to a service, with a token that names these groups. */
export function actor(id: string, groups: readonly string[], signedInAt = 0): Actor {
  return {
    id,
    origin,
    token: {
      kind: 'user',
      ...{ sub: id, username: id, issuer: 'https://issuer.example', clientId: 'client-1', tokenUse: 'access' },
      ...{ groups, scopes: [], issuedAt: signedInAt, signedInAt, expiresAt: signedInAt + 3_600 },
      ...{ sessionId: `session-of-${id}`, claimedClinicId: undefined, email: undefined },
    },
  };
}
