import { maskSecrets } from './mask-secrets.js';

describe('the fields of a log line', () => {
  it('are left as they are when none is secret', () => {
    const fields = { code: 'expired', nested: { names: ['a', 'b'] }, nothing: null, error: new Error('x') };
    expect(maskSecrets(fields)).toEqual(fields);
  });

  it('lose the values of secret names at any depth, and are not changed in place', () => {
    const fields = {
      Authorization: 'Bearer x',
      headers: { authorization: 'Bearer x', cookie: 'y', host: 'here' },
      list: [{ password: 'z', email: 'kept' }],
    };
    expect(maskSecrets(fields)).toEqual({
      Authorization: '[masked]',
      headers: { authorization: '[masked]', cookie: '[masked]', host: 'here' },
      list: [{ password: '[masked]', email: 'kept' }],
    });
    expect(fields.headers.authorization).toBe('Bearer x');
  });

  it('do not show what is nested too deep to be looked at', () => {
    const loop: Record<string, unknown> = { a: 1 };
    loop['loop'] = loop;
    expect(maskSecrets({ a: { b: { c: { token: 'x' } } }, loop })).toEqual({
      a: { b: { c: '[masked]' } },
      loop: { a: 1, loop: { a: 1, loop: '[masked]' } },
    });
  });
});
