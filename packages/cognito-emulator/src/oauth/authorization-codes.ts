import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { TokenOverrides } from '../triggers/pre-token-generation.js';

/** What a user has granted a client, and what its code is bound to. */
export interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly username: string;
  readonly authTime: number;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  /** S256 of the verifier that the client keeps (RFC 7636). */
  readonly codeChallenge: string | undefined;
  /** What the pre-token-generation trigger said when the code was made. */
  readonly overrides: TokenOverrides;
}

interface IssuedCode {
  readonly grant: Grant;
  readonly expiresAt: number;
  used: boolean;
  /** The session that the code was exchanged for. */
  sessionId?: string;
}

/** What came of redeeming a code. */
export type Redemption =
  { readonly grant: Grant; readonly begun: (sessionId: string) => void } | { readonly replayOf: string | undefined };

// AWS, "Authorize endpoint": a one-time code that is valid for five minutes
const lifeMilliseconds = 5 * 60_000;
const openCodes = 10_000;

/** Authorization codes, in memory only: they live five minutes and are good once. */
export class AuthorizationCodes {
  private readonly codes = new Map<string, IssuedCode>();

  constructor(private readonly clock: Clock) {}

  issue(grant: Grant): string {
    const code = randomUUID();
    this.forgetOldest();
    this.codes.set(code, { grant, expiresAt: this.clock.now().getTime() + lifeMilliseconds, used: false });
    return code;
  }

  /**
   * Uses a code of this client up, whatever comes of it then. Undefined for a code that is unknown, over, or another client's;
   * `replayOf` for one that was used before.
   */
  redeem(code: string, clientId: string): Redemption | undefined {
    const issued = this.codes.get(code);
    if (issued?.grant.clientId !== clientId || issued.expiresAt <= this.clock.now().getTime()) return undefined;
    if (issued.used) return { replayOf: issued.sessionId };
    issued.used = true;
    return {
      grant: issued.grant,
      begun: (sessionId) => {
        issued.sessionId = sessionId;
      },
    };
  }

  private forgetOldest(): void {
    if (this.codes.size < openCodes) return;
    const oldest = this.codes.keys().next();
    if (!oldest.done) this.codes.delete(oldest.value);
  }
}

/** RFC 7636, section 4.6. A verifier for a code that was asked for without a challenge is refused too: it was tampered with. */
export function verifierFits({ codeChallenge }: Grant, verifier: string | undefined): boolean {
  if (codeChallenge === undefined || verifier === undefined) return codeChallenge === verifier;
  const expected = Buffer.from(codeChallenge, 'base64url');
  const actual = createHash('sha256').update(verifier).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
