import type { IncomingHttpHeaders } from 'node:http';

/** Whether a Host header names this machine by a loopback name: any other may have been rebound to it by a web page's DNS. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d+$/, '');
  return name === '127.0.0.1' || name === 'localhost';
}

/**
 * Whether a request that changes something comes from this server's own pages, or from no page at all: browsers send Origin
 * with every POST, and Sec-Fetch-Site with every request.
 */
export function isSameOrigin({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === `http://${host ?? ''}`;
}
