import { type ErrorCode, errorCodes } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';
import { bearerChallenge } from './bearer-challenge.js';

const realm = 'Bearer realm="clinic-portal"';
const described = (error: string, code: ErrorCode) =>
  `${realm}, error="${error}", error_description="${problemCatalogue[code].title}"`;

describe('bearerChallenge (RFC 6750, section 3.1)', () => {
  it('names no error to whom sent no token', () => {
    expect(bearerChallenge('missing_token')).toBe(realm);
  });

  it('says insufficient_scope where a scope is missing, which is a 403', () => {
    expect(bearerChallenge('scope_missing')).toBe(described('insufficient_scope', 'scope_missing'));
  });

  it('says invalid_token with every other 401 that a token earned', () => {
    const special: readonly ErrorCode[] = ['missing_token', 'webhook_signature'];
    const codes = errorCodes.filter((code) => problemCatalogue[code].status === 401 && !special.includes(code));
    expect(codes).toContain('expired');
    for (const code of codes) expect(bearerChallenge(code)).toBe(described('invalid_token', code));
  });

  it('asks a webhook for its signature, not for a token (RFC 9110, section 15.5.2)', () => {
    expect(bearerChallenge('webhook_signature')).toBe('StandardWebhooks realm="clinic-portal"');
  });

  it('is given with no other error: a token would not help', () => {
    const codes = errorCodes.filter((code) => problemCatalogue[code].status !== 401 && code !== 'scope_missing');
    for (const code of codes) expect([code, bearerChallenge(code)]).toEqual([code, undefined]);
  });
});
