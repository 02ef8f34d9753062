import { httpApiClaims, restApiClaims } from './gateway-claims.js';

const flat = { sub: 'x', token_use: 'access', exp: '1800003600', iat: '1800000000', auth_time: '1800000000' };
const times = { exp: 1_800_003_600, iat: 1_800_000_000, auth_time: 1_800_000_000 };

describe('claims from the authorizer of an HTTP API (docs/cognito-facts.md#g1)', () => {
  it('become what they were in the token', () => {
    expect(httpApiClaims(flat)).toEqual({ ...flat, ...times });
    expect(httpApiClaims({ ...flat, 'cognito:groups': '[admin clinic-staff]' })).toEqual({
      ...flat,
      ...times,
      'cognito:groups': ['admin', 'clinic-staff'],
    });
    expect(httpApiClaims({ ...flat, nbf: '1800000000' })).toEqual({ ...flat, ...times, nbf: 1_800_000_000 });
    expect(httpApiClaims({ ...flat, 'cognito:groups': '[billing]' })).toMatchObject({ 'cognito:groups': ['billing'] });
  });

  it.each([
    'admin',
    'admin,billing',
    '[admin,billing]',
    '[admin, billing]',
    '[admin  billing]',
    '[ admin]',
    '[admin ]',
    '[admin',
    'admin]',
    '[[admin]]',
    '[admin] [billing]',
    '[]',
    '',
    '["admin"]',
    '[Admin]',
    '[admin owner]',
    '[owner admin]',
    '[admin admin]',
    '[admin\nbilling]',
    '[admin\u00a0billing]',
    ' [admin]',
    '[admin]\n',
    ['admin'],
    ['[admin]'],
    null,
    7,
  ])('are refused when groups cannot be told apart: %p', (groups) => {
    expect(() => httpApiClaims({ ...flat, 'cognito:groups': groups })).toThrow(
      expect.objectContaining({ code: 'malformed' }) as Error,
    );
  });

  it.each(['', '1e9', '0x10', '-1', 'soon', '1800000000.5', ' 1800000000', null])(
    'are refused with the time %p',
    (exp) => {
      expect(() => httpApiClaims({ ...flat, exp })).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
    },
  );
});

describe('claims from the Cognito authorizer of a REST API (docs/cognito-facts.md#g2)', () => {
  it('have groups joined by commas, and times written out', () => {
    const written = { exp: 'Fri Jan 15 09:00:00 UTC 2027', iat: 'Fri Jan 15 08:00:00 UTC 2027' };
    expect(restApiClaims({ ...flat, ...written, 'cognito:groups': 'admin,clinic-staff' })).toEqual({
      ...flat,
      ...times,
      'cognito:groups': ['admin', 'clinic-staff'],
    });
  });

  it.each([
    'Fri Jan 15 09:00:00 UTC 2027 or so',
    'Fri Jan 15 09:00:00 UTC 2027 (CET)',
    'On Fri Jan 15 09:00:00 UTC 2027',
    'Fri Jan 15 09:00:00 PST 2027',
    'Fri Jax 15 09:00:00 UTC 2027',
    'Fri Jan 15 25:00:00 UTC 2027',
    'Fri Jan 15 2027 09:00:00 GMT',
    '2027-01-15T09:00:00Z',
  ])('are refused with the time %p', (exp) => {
    expect(() => restApiClaims({ ...flat, exp })).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
  });

  it.each(['[admin]', 'admin, billing', 'admin,', ',admin', '', 'owner', 'admin,admin', 'ADMIN', ['admin']])(
    'are refused when groups cannot be told apart: %p',
    (groups) => {
      expect(() => restApiClaims({ ...flat, 'cognito:groups': groups })).toThrow(
        expect.objectContaining({ code: 'malformed' }) as Error,
      );
    },
  );
});
