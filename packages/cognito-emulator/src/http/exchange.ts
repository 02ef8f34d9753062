import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** A request, as far as pages and endpoints care; HEAD counts as GET. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The whole body; throws CognitoError (413) when it is too large. */
  readonly body: () => Promise<Buffer>;
}

/** An answer that is known whole. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string;
  /** The path whose page this is, where a form leads to the page of another path. */
  readonly path?: string;
}

/** An answer that misbehaves on purpose, and so writes itself. */
export interface TakeOver {
  readonly takeOver: (response: ServerResponse) => void;
}

/** Answers the requests that are its own; undefined for all others. */
export type Handler = (request: HttpRequest) => Promise<Reply | TakeOver | undefined> | Reply | TakeOver | undefined;

/** A page of a string; what it may load and where its forms may lead is said by `policy`. */
export function pageReply(body: string, { status = 200, policy }: { status?: number; policy: string }): Reply {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      // with no-referrer a browser would send `Origin: null` with the page's own forms
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    },
    body,
  };
}

/** JSON that nobody keeps, unless `headers` say otherwise. */
export function jsonReply(
  value: object,
  { status = 200, headers = {} }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

/** 303 to the page that a posted form has led to. */
export function seeOther(location: string): Reply {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/** 302 to another address; `location` has to be known good. */
export function redirectReply(location: string, cookies: readonly string[] = []): Reply {
  return {
    status: 302,
    headers: { location, 'cache-control': 'no-store', 'set-cookie': [...cookies] },
    body: '',
  };
}

/** A sentence. */
export function textReply(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: text };
}
