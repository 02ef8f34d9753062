import type { IncomingMessage } from 'node:http';
import { requestIds } from './request-id.js';

const asking = (id?: string) => ({ headers: { 'x-request-id': id } }) as unknown as IncomingMessage;

describe('The id of a request', () => {
  const idOf = requestIds();

  it.each(['trace-1', 'a:b.c_D-9', 'x'.repeat(64)])('is the caller’s own, where that is a plain word: %s', (id) => {
    expect(idOf(asking(id))).toBe(id);
  });

  it.each([undefined, '', 'a b', 'line\nbreak', 'é', 'x'.repeat(65)])('is a UUID of version 8 otherwise: %j', (id) => {
    expect(idOf(asking(id))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9]{12}$/);
  });

  it('is given once, also by another process', () => {
    const others = requestIds();
    const ids = Array.from({ length: 1_000 }, () => [idOf(asking()), others(asking())]).flat();
    expect(new Set(ids).size).toBe(2_000);
  });
});
