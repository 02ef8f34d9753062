import { parseJsonObject } from './strict-json.js';

const parse = (text: string) => parseJsonObject(Buffer.from(text));
const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

describe('parseJsonObject', () => {
  it.each(['{}', ' { } ', '{"a":1}', '{"a":{"a":[{"a":null},{"a":true}]},"b":"\\"a\\":"}', '{"a\\\\":"{","b":"}"}'])(
    'reads %s',
    (text) => {
      expect(parse(text)).toEqual(JSON.parse(text));
    },
  );

  it.each(['', 'null', '1', 'true', '"a"', '[]', '[{"a":1}]', '{"a":1', '{a:1}', '\ufeff{}'])('refuses %j', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(parseJsonObject(Buffer.from('{"a":"\xff"}', 'latin1'))).toBeUndefined();
  });

  it('reads objects and arrays eight deep and not one deeper', () => {
    expect(parse(`{"a":${nested(7, '[', ']')}}`)).toBeDefined();
    expect(parse(`{"a":${nested(8, '[', ']')}}`)).toBeUndefined();
    expect(parse(`${'{"a":'.repeat(8)}1${'}'.repeat(8)}`)).toBeDefined();
    expect(parse(`${'{"a":'.repeat(9)}1${'}'.repeat(9)}`)).toBeUndefined();
    expect(parse(`{"a":[1,${nested(8, '[', ']')}],"b":1}`)).toBeUndefined();
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"b":{},"a":1}',
    '{"a":1,"b":[{"c":1}],"a":1}',
    '{"a" : 1 , "a"\n:1}',
    '{"x":{"a":1,"a":1}}',
    '{"x":[{"a":1},{"a":1,"b":2,"a":1}]}',
    '{"a":1,"\\u0061":1}',
    '{"\\"":1,"\\u0022":1}',
    '{"a":"}","a":1}',
    '{"":1,"":1}',
  ])('refuses a name that comes twice in one object: %s', (text) => {
    expect(parse(text)).toBeUndefined();
    expect(
      parse(text.replaceAll(/"(?:a|\\u0061|\\u0022|)"(?=\s*:)/g, (name, at) => `"${String(at)}${name.slice(1)}`)),
    ).toBeDefined();
  });

  const values = ['null', 'true', 'false', '""', '"é"', '"\\n"', '{}', '[]', '[1]', '{"b":1}'];
  const numbers = ['0', '-0', '7', '-1', '1.5', '1e3', '1000', '1e20', '100000000000000000000', '0.001'];
  it.each([...values, ...numbers])('finds a doubled name of any length beside any number of %s', (value) => {
    for (let count = 1; count <= 6; count++) {
      const others = Array.from({ length: count }, (_, index) => `"${index}":${value}`).join(',');
      expect(parse(`{${others}}`)).toEqual(JSON.parse(`{${others}}`));
      const found = Array.from({ length: 40 }, (_, length) => {
        const name = 'x'.repeat(length);
        return parse(`{${others},"${name}":1,"${name}":1}`);
      });
      expect(found).toEqual(found.map(() => undefined));
    }
  });
});
