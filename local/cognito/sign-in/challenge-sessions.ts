import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import { notAuthorized } from '../cognito-error.js';
import type { SrpHandshake } from '../srp/srp-handshake.js';

/** What a challenge remembers between its two requests. */
export interface ChallengeMemory {
  readonly PASSWORD_VERIFIER: { readonly handshake: SrpHandshake; readonly attemptedName: string };
  readonly NEW_PASSWORD_REQUIRED: null;
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
const lifeMilliseconds = 3 * 60_000;
const openSessions = 10_000;

/**
 * Sign-ins under way, in memory only: they live three minutes, and an SRP secret has no business on a disk. A session's id is
 * random, so it can be neither forged nor guessed; each is good for one answer.
 */
export class ChallengeSessions {
  private readonly sessions = new Map<string, ChallengeSession>();

  constructor(private readonly clock: Clock) {}

  /** Opens a session; its id is what the client sends back. */
  open<C extends ChallengeName>(session: Omit<ChallengeSession<C>, 'id' | 'expiresAt'>, idBytes = 192): string {
    const id = randomBytes(idBytes).toString('base64');
    const expiresAt = this.clock.now().getTime() + lifeMilliseconds;
    this.forgetOldest();
    this.sessions.set(id, { ...session, id, expiresAt });
    return id;
  }

  /** The session of an id, left open; throws NotAuthorizedException unless it waits for this challenge from this client. */
  find<C extends ChallengeName>(id: string | undefined, challenge: C, clientId: string): ChallengeSession<C> {
    const session = this.sessions.get(id ?? '');
    if (session === undefined || !waitsFor(session, challenge) || session.clientId !== clientId) {
      throw notAuthorized('Invalid session for the user.');
    }
    if (session.expiresAt <= this.clock.now().getTime()) {
      this.close(session);
      throw notAuthorized('Invalid session for the user, session is expired.');
    }
    return session;
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

function waitsFor<C extends ChallengeName>(session: ChallengeSession, challenge: C): session is ChallengeSession<C> {
  return session.challenge === challenge;
}
