import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../clock.js';
import { epochSeconds } from '../clock.js';
import { cookieOf } from '../http/cookies.js';
import type { User } from '../pool/user.js';
import type { Users } from '../pool/users.js';

/** A user who has signed in at the hosted pages with this browser, and when. */
export interface BrowserSession {
  readonly username: string;
  readonly authTime: number;
}

const cookieName = 'cognito';
// COGNITO T11
const lifeSeconds = 3600;
const openSessions = 10_000;

/** Browsers in which somebody is signed in at the hosted pages: an hour each, whatever happens to their tokens (COGNITO T11). */
export class BrowserSessions {
  private readonly sessions = new Map<string, BrowserSession>();

  constructor(
    private readonly users: Users,
    private readonly clock: Clock,
  ) {}

  /** Begins a session; gives it, and the cookie that stands for it. */
  begin({ username }: Pick<User, 'username'>): { session: BrowserSession; cookie: string } {
    const id = randomBytes(32).toString('base64url');
    const session = { username, authTime: epochSeconds(this.clock) };
    this.forgetOldest();
    this.sessions.set(id, session);
    return { session, cookie: `${cookieName}=${id}; Path=/; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Lax` };
  }

  /** The session of a browser, while it lasts and its user may sign in. */
  find(headers: IncomingHttpHeaders): BrowserSession | undefined {
    const session = this.sessions.get(cookieOf(headers, cookieName) ?? '');
    if (session === undefined || session.authTime + lifeSeconds <= epochSeconds(this.clock)) return undefined;
    const user = this.users.find(session.username);
    return user?.enabled === true && user.status === 'CONFIRMED' ? session : undefined;
  }

  /** Ends the session of a browser; gives the cookie that takes its own away. */
  end(headers: IncomingHttpHeaders): string {
    this.sessions.delete(cookieOf(headers, cookieName) ?? '');
    return `${cookieName}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;
  }

  private forgetOldest(): void {
    if (this.sessions.size < openSessions) return;
    const oldest = this.sessions.keys().next();
    if (!oldest.done) this.sessions.delete(oldest.value);
  }
}
