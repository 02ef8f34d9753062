import type { IncomingHttpHeaders } from 'node:http';

/** The value of a cookie (RFC 6265, section 5.4); the first one when a browser sends several of one name. */
export function cookieOf({ cookie = '' }: IncomingHttpHeaders, name: string): string | undefined {
  return cookie
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
