import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { cookieOf } from '../http/cookies.js';
import { isSameOrigin } from '../http/own-origin.js';

const cookieName = 'XSRF-TOKEN';

/**
 * Keeps other sites from posting the pages' forms: each form carries a signature of a random cookie (the signed double-submit
 * cookie of OWASP's CSRF Prevention Cheat Sheet), and a browser that names another origin is refused outright.
 */
export class FormGuard {
  private readonly key = randomBytes(32);

  /** The token for the forms of an answer, and the cookie to set with it if the browser has none. */
  open(headers: IncomingHttpHeaders): { readonly token: string; readonly cookies: readonly string[] } {
    const known = cookieOf(headers, cookieName);
    if (known !== undefined && /^[\w-]{43}$/.test(known)) return { token: this.sign(known), cookies: [] };
    const made = randomBytes(32).toString('base64url');
    return { token: this.sign(made), cookies: [`${cookieName}=${made}; Path=/; HttpOnly; SameSite=Lax`] };
  }

  /** Whether a form with this token was opened in the browser that posts it. */
  allows(headers: IncomingHttpHeaders, token: string | undefined): boolean {
    const cookie = cookieOf(headers, cookieName);
    if (cookie === undefined || token === undefined || !isSameOrigin(headers)) return false;
    const expected = Buffer.from(this.sign(cookie));
    const actual = Buffer.from(token);
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  }

  private sign(value: string): string {
    return createHmac('sha256', this.key).update(value).digest('base64url');
  }
}
