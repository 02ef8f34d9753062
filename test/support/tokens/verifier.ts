import type { TokenUse } from '../../../src/config/settings.js';
import { KeyStore } from '../../../src/auth/keys/key-store.js';
import { TokenVerifier } from '../../../src/auth/token/token-verifier.js';
import type { Clock } from '../../../src/clock/clock.js';
import { clientId, issuer, machineClientId } from './claims.js';
import type { KeyPair } from './signing.js';

interface VerifierOptions {
  readonly clock: Clock;
  readonly keys: readonly KeyPair[];
  readonly tokenUses?: readonly TokenUse[];
}

/** The production verifier over one pool whose JWKS is at hand. */
export function verifierOf({ clock, keys, tokenUses = ['access'] }: VerifierOptions): TokenVerifier {
  const store = new KeyStore({ readKeys: () => Promise.resolve(keys.map(({ jwk }) => jwk)), clock, random: () => 0 });
  const pool = {
    userPoolId: 'us-east-1_Test00001',
    issuers: [issuer],
    clientIds: new Set([clientId, machineClientId]),
    tokenUses: new Set(tokenUses),
    keys: store,
  };
  return new TokenVerifier({ byIssuer: new Map([[issuer, pool]]) }, clock);
}
