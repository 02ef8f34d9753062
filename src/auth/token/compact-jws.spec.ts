import { base64url } from '../../../test/support/tokens/signing.js';
import { refusedWith } from '../../../test/support/tokens/refused-with.js';
import { parseCompactJws } from './compact-jws.js';

const header = base64url('{"kid":"key","alg":"RS256"}');
const payload = base64url('{"sub":"x"}');
const signature = base64url('signature');

describe('what the log says of a token that is no compact JWS', () => {
  it.each([
    ['', 'not three parts'],
    ['abc', 'not three parts'],
    [`${header}.${payload}`, 'not three parts'],
    [`${header}.${payload}.${signature}.`, 'more than three parts'],
    [`${header}=.${payload}.${signature}`, 'the header is not canonical base64url'],
    [`${base64url('[]')}.${payload}.${signature}`, 'the header is not a plain JSON object'],
    [`${header}.${payload}=.${signature}`, 'the payload is not canonical base64url'],
    [`${header}.${base64url('"x"')}.${signature}`, 'the payload is not a plain JSON object'],
    [`${header}.${payload}.${signature}=`, 'the signature is not canonical base64url'],
    [`${base64url('{"kid":"key","alg":"none"}')}.${payload}.${signature}`, 'alg is not RS256'],
    [`${base64url('{"kid":"","alg":"RS256"}')}.${payload}.${signature}`, 'kid is not a key id'],
  ])('%s', (token, reason) => {
    expect(refusedWith(() => parseCompactJws(token))).toMatchObject({ code: 'malformed', reason });
  });
});

describe('what the caller is told of it', () => {
  it('what to do, where that is known', () => {
    const detailOf = (token: string) => refusedWith(() => parseCompactJws(token)).detail;
    expect(detailOf(`${header}.a.b.c.d`)).toMatch(/refresh token/);
    expect(detailOf(`${base64url('{"kid":"key","alg":"HS256"}')}.${payload}.${signature}`)).toMatch(/RS256/);
    expect(detailOf('abc')).toBeUndefined();
  });
});
