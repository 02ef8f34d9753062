import { bearerToken } from './bearer-token.js';

const from = (authorization?: string, rawHeaders?: readonly string[]) =>
  bearerToken({
    headers: authorization === undefined ? {} : { authorization },
    ...(rawHeaders === undefined ? {} : { raw: { rawHeaders } }),
  });
const codeOf = (ask: () => unknown): unknown => {
  try {
    return ask();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('bearerToken', () => {
  it.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER a.b.c', 'Bearer   a.b.c'])('takes the token out of %j', (header) => {
    expect(from(header)).toBe('a.b.c');
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer\ta.b.c',
    'Bearera.b.c',
    'Basic YTpi',
    'a.b.c',
    'Token a.b.c',
    'DPoP a.b.c',
    // as long a name as Bearer's
    'Digest a.b.c',
  ])('finds no bearer token in %j', (header) => {
    expect(codeOf(() => from(header))).toBe('missing_token');
  });

  it.each([
    [undefined, /Authorization: Bearer/],
    ['Basic YTpi', /Authorization: Bearer/],
    ['Bearera.b.c', /Authorization: Bearer/],
    ['Bearer ', /Authorization: Bearer/],
    [`Bearer ${'x'.repeat(8_193)}`, /at most 8192/],
    [['Bearer a.b.c', 'Bearer d.e.f'] as unknown as string, /one Authorization header/],
  ])('says why to the log, and to the caller what to send instead: %#', (header, detail) => {
    expect(() => from(header)).toThrow(
      expect.objectContaining({
        detail: expect.stringMatching(detail) as unknown,
        reason: expect.stringMatching(/.{5}/) as unknown,
      }) as Error,
    );
  });

  it('takes 8,192 characters and not one more', () => {
    const longest = 'x'.repeat(8_192);
    expect(from(`Bearer ${longest}`)).toBe(longest);
    expect(codeOf(() => from(`Bearer ${longest}x`))).toBe('malformed');
  });

  it('refuses two Authorization headers, whatever their case, same or not', () => {
    const raw = (...headers: string[]) => codeOf(() => from('Bearer a.b.c', headers));
    expect(raw('authorization', 'Bearer a.b.c', 'host', 'x')).toBe('a.b.c');
    expect(raw('Authorization', 'Bearer a.b.c', 'authorization', 'Bearer a.b.c')).toBe('malformed');
    expect(raw('AUTHORIZATION', 'Basic YTpi', 'host', 'x', 'Authorization', 'Bearer a.b.c')).toBe('malformed');
    // a value is not a name
    expect(raw('x-header', 'authorization', 'Authorization', 'Bearer a.b.c')).toBe('a.b.c');
    // as long a name as Authorization's
    expect(raw('if-none-match', '1', 'if-none-match', '2', 'authorization', 'Bearer a.b.c')).toBe('a.b.c');
  });

  it('refuses several headers where a server hands them over as a list', () => {
    const request = { headers: { authorization: ['Bearer a.b.c', 'Bearer d.e.f'] as unknown as string } };
    expect(codeOf(() => bearerToken(request))).toBe('malformed');
  });
});
