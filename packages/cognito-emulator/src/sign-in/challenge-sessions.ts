import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { CognitoError } from '../cognito-error.js';
import { notAuthorized } from '../cognito-error.js';
import type { Clients } from '../pool/clients.js';
import type { SrpHandshake } from '../srp/srp-handshake.js';
import type { ChallengeResult } from '../triggers/challenge-triggers.js';
import type { TokenGenerationSource } from '../triggers/pre-token-generation.js';

/** What a challenge remembers between its two requests. */
export interface ChallengeMemory {
  readonly PASSWORD_VERIFIER: {
    readonly handshake: SrpHandshake;
    readonly attemptedName: string;
    readonly custom?: readonly ChallengeResult[];
  };
  readonly NEW_PASSWORD_REQUIRED: null;
  readonly SOFTWARE_TOKEN_MFA: { readonly source: TokenGenerationSource };
  readonly MFA_SETUP: MfaSetup;
  readonly CUSTOM_CHALLENGE: {
    readonly history: readonly ChallengeResult[];
    readonly privateParameters: Readonly<Record<string, string>>;
    readonly metadata: string | null;
  };
  readonly SELECT_CHALLENGE: null;
  readonly PASSWORD: null;
  readonly PASSWORD_SRP: null;
}

/** How far the registration of a software token has come in a sign-in that cannot end without one. */
export interface MfaSetup {
  readonly source: TokenGenerationSource;
  readonly secret?: string;
  readonly verified?: boolean;
}

export type ChallengeName = keyof ChallengeMemory;

/** A sign-in under way: bound to its user, its client and the one challenge that it waits for. */
export interface ChallengeSession<C extends ChallengeName = ChallengeName> {
  readonly id: string;
  readonly challenge: C;
  readonly username: string;
  readonly clientId: string;
  readonly memory: ChallengeMemory[C];
  readonly expiresAt: number;
}

// AWS's default AuthSessionValidity
const defaultMinutes = 3;
const openSessions = 10_000;

/**
 * Sign-ins under way, in memory only: they live minutes, and an SRP secret has no business on a disk. A session's id is
 * random, so it can be neither forged nor guessed; each is good for one answer.
 */
export class ChallengeSessions {
  private readonly sessions = new Map<string, ChallengeSession>();

  constructor(
    private readonly clients: Clients,
    private readonly clock: Clock,
  ) {}

  /** Opens a session; its id is what the client sends back. */
  open<C extends ChallengeName>(session: Omit<ChallengeSession<C>, 'id' | 'expiresAt'>, idBytes = 192): string {
    const id = randomBytes(idBytes).toString('base64');
    const minutes = this.clients.find(session.clientId)?.authSessionMinutes ?? defaultMinutes;
    const expiresAt = this.clock.now().getTime() + minutes * 60_000;
    this.forgetOldest();
    this.sessions.set(id, { ...session, id, expiresAt });
    return id;
  }

  /** The session of an id, left open; throws NotAuthorizedException unless it waits for this challenge from this client. */
  find<C extends ChallengeName>(id: string | undefined, challenge: C, clientId: string): ChallengeSession<C> {
    const session = this.findOfAnyClient(id, challenge);
    if (session.clientId !== clientId) throw invalidSession();
    return session;
  }

  /** As `find`, for the requests that name no client. */
  findOfAnyClient<C extends ChallengeName>(id: string | undefined, challenge: C): ChallengeSession<C> {
    const session = this.sessions.get(id ?? '');
    if (session === undefined || !waitsFor(session, challenge)) throw invalidSession();
    if (session.expiresAt <= this.clock.now().getTime()) {
      this.close(session);
      throw notAuthorized('Invalid session for the user, session is expired.');
    }
    return session;
  }

  has(id: string): boolean {
    return this.sessions.has(id);
  }

  /** Uses a session up: of several answers at once, one comes first. */
  close({ id }: Pick<ChallengeSession, 'id'>): void {
    this.sessions.delete(id);
  }

  private forgetOldest(): void {
    if (this.sessions.size < openSessions) return;
    const oldest = this.sessions.keys().next();
    if (!oldest.done) this.sessions.delete(oldest.value);
  }
}

/** What a session is refused with that is not of this user, client or challenge, or is over. */
export function invalidSession(): CognitoError {
  return notAuthorized('Invalid session for the user.');
}

function waitsFor<C extends ChallengeName>(session: ChallengeSession, challenge: C): session is ChallengeSession<C> {
  return session.challenge === challenge;
}
