import type { IncomingMessage } from 'node:http';
import { requestId } from './request-id.js';

const asking = (id?: string) => ({ headers: { 'x-request-id': id } }) as unknown as IncomingMessage;

describe('The id of a request', () => {
  it.each(['trace-1', 'a:b.c_D-9', 'x'.repeat(64)])('is the caller’s own, where that is a plain word: %s', (id) => {
    expect(requestId(asking(id))).toBe(id);
  });

  it.each([undefined, '', 'a b', 'line\nbreak', 'é', 'x'.repeat(65)])('is a random UUID otherwise: %j', (id) => {
    const given = [requestId(asking(id)), requestId(asking(id))];
    for (const each of given) expect(each).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(given[0]).not.toBe(given[1]);
  });
});
