import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../clock.js';
import { cookieOf } from '../http/cookies.js';
import type { Reply } from '../http/exchange.js';

const cookieName = 'XSRF-TOKEN';
const lifeMilliseconds = 10 * 60 * 1000;
const most = 1000;

interface Kept {
  readonly reply: Reply;
  readonly browser: string | undefined;
  readonly until: number;
}

/**
 * The pages that posted forms lead to. A form answers with a redirect to its result (POST, redirect, GET), so that reloading
 * the page or going back sends nothing twice. Each result is kept for ten minutes, for the browser that posted.
 */
export class FormResults {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly clock: Clock) {}

  /** Keeps a page; gives the id under which the browser asks for it. */
  keep(headers: IncomingHttpHeaders, reply: Reply): string {
    const id = randomBytes(16).toString('base64url');
    const oldest = this.kept.keys().next();
    if (this.kept.size >= most && !oldest.done) this.kept.delete(oldest.value);
    const until = this.clock.now().getTime() + lifeMilliseconds;
    this.kept.set(id, { reply, browser: cookieOf(headers, cookieName), until });
    return id;
  }

  /** The page of an id, for the browser that it was made for; undefined when there is none or its time is over. */
  find(headers: IncomingHttpHeaders, id: string): Reply | undefined {
    const found = this.kept.get(id);
    if (found === undefined || found.until <= this.clock.now().getTime()) return undefined;
    return found.browser === cookieOf(headers, cookieName) ? found.reply : undefined;
  }
}
