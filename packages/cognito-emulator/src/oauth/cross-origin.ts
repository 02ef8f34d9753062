import type { Reply } from '../http/exchange.js';

/** Pages of any origin may use the endpoints that take a token or a code, never a cookie. */
export const crossOrigin = { 'access-control-allow-origin': '*' } as const;

/** The answer to a browser that asks whether it may. */
export function preflightReply(methods: string): Reply {
  return {
    status: 200,
    headers: {
      ...crossOrigin,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': 'Authorization,Content-Type',
      'access-control-max-age': '7200',
    },
    body: '',
  };
}
