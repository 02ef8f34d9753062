import { createPino } from './logger.js';

describe('the fields of a log line', () => {
  /** The line that comes of these fields. */
  function lineOf(fields: object): unknown {
    let line = '';
    createPino('info', { write: (text) => (line = text) }).info(fields);
    return JSON.parse(line) as unknown;
  }

  it('are left as they are when none is secret', () => {
    const fields = { code: 'expired', nested: { names: ['a', 'b'] }, nothing: null };
    expect(lineOf(fields)).toMatchObject(fields);
  });

  it('lose the values of secret names, and are not changed in place', () => {
    const fields = {
      Authorization: 'Bearer x',
      token: 'y',
      refresh_token: 'z',
      headers: { authorization: 'Bearer x', cookie: 'y', host: 'here' },
      body: { password: 'z', email: 'kept' },
    };
    expect(lineOf(fields)).toMatchObject({
      Authorization: '[masked]',
      token: '[masked]',
      refresh_token: '[masked]',
      headers: { authorization: '[masked]', cookie: '[masked]', host: 'here' },
      body: { password: '[masked]', email: 'kept' },
    });
    expect(fields.headers.authorization).toBe('Bearer x');
  });
});
