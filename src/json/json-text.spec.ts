import { jsonTextFault } from './json-text.js';

describe('A JSON text', () => {
  it.each([
    '{"a":1,"b":2}',
    '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
    '{"a":"a","b":"\\"a\\":","c":"{\\"a\\":1"}',
    '["a","a"]',
    '{"a" : 1 , "A" : 2}',
    '"a"',
  ])('has no fault: %s', (json) => {
    expect(jsonTextFault(json)).toBeUndefined();
  });

  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"b":2,"a" \n :3}',
    '[{"x":{"a":1,"a":1}}]',
    '{"a":{"b":1},"a":[]}',
    String.raw`{"sub":1,"\u0073ub":2}`,
    String.raw`{"\"":1,"\"":2}`,
    '{"":1,"":2}',
  ])('may not name a member twice: %s', (json) => {
    expect(jsonTextFault(json)).toBe('duplicate_name');
  });

  it('may not be nested without end, whatever it is nested in', () => {
    expect(jsonTextFault('[[1],[2]]', 2)).toBeUndefined();
    expect(jsonTextFault('[{"a":[]}]', 2)).toBe('nested_too_deep');
    expect(jsonTextFault(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBe('nested_too_deep');
  });
});
