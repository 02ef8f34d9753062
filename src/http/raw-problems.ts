import type { Server, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ConnectionError } from 'fastify';
import { AppError, type ErrorCode } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';
import { problemBody } from '../errors/problem-details.js';
import { apiHeaders } from './security-headers.js';

/** What Node's parser reports, as our codes; everything else is a request that it cannot read. */
const codeOfParserError: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  HPE_HEADER_OVERFLOW: 'headers_too_large',
};

interface HttpSocket extends Duplex {
  /** Node's own: the answer that is being written on this connection. */
  readonly _httpMessage?: ServerResponse | null;
}

/**
 * Refuses what Node's parser could not read or did not receive in time: there is no request that Fastify could answer. The
 * connection ends with it.
 */
export function answerUnreadableRequest(error: Pick<ConnectionError, 'code'>, socket: HttpSocket): void {
  const hasBegunToAnswer = socket._httpMessage?.headersSent === true;
  if (error.code === 'ECONNRESET' || !socket.writable || hasBegunToAnswer) {
    socket.destroy();
    return;
  }
  refuse(socket, codeOfParserError[error.code] ?? 'invalid_request');
}

/** Handles what Node answers by itself, without a body and without asking Fastify. */
export function answerWithoutFastify(server: Server): void {
  // this server is no proxy: RFC 9110, section 9.3.6
  server.on('connect', (_request, socket) => {
    refuse(socket, 'method_not_allowed', { allow: '' });
  });
  // a server may leave unknown expectations alone: RFC 9110, section 10.1.1
  server.on('checkExpectation', (request, response) => {
    server.emit('request', request, response);
  });
}

function refuse(socket: Duplex, code: ErrorCode, more: Readonly<Record<string, string>> = {}): void {
  const { status } = problemCatalogue[code];
  const detail = code === 'invalid_request' ? { detail: 'The request is not well-formed HTTP.' } : {};
  const body = problemBody(new AppError(code, detail));
  const headers = {
    ...apiHeaders,
    ...more,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  // the rest of what the client sends is of no interest, and must not keep the connection
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () => {
    socket.destroy();
  });
}
