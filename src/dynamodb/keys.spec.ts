import { keyOf } from './keys.js';

describe('keys', () => {
  it('join their parts', () => {
    expect(keyOf('CLINIC', 'CLN-001')).toBe('CLINIC#CLN-001');
  });

  it('are not made of a part that could name another item', () => {
    expect(() => keyOf('CLINIC', 'CLN-001#X')).toThrow();
  });
});
