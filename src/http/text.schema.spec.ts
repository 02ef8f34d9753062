import { line, text } from './text.schema.js';

const faultsOf = (value: string) =>
  line(10)
    .safeParse(value)
    .error?.issues.map(({ message }) => message) ?? [];

describe('A line that people typed', () => {
  it.each(['Ada', '  Ada ', 'Ж', '李', '😀', 'می\u200cخواهم', "O'Hara", '7'])('may be %j', (value) => {
    expect(line(10).parse(value)).toBe(value.trim());
  });

  it.each([
    '\u200b',
    '\u2060\u200d',
    '\u3164',
    '\u115f\u1160',
    '\uffa0',
    '\u2800',
    '\ufe0f',
    '\u00ad',
    '\u0301',
    '\u{e0041}',
  ])('may not be invisible as a whole: %j', (value) => {
    expect(faultsOf(value)).toEqual(['must have a visible character']);
  });

  it('must have something in it, and not too much', () => {
    expect(faultsOf('  \u3000 ')).toEqual(['must not be empty']);
    expect(faultsOf('x'.repeat(11))).toEqual(['must have at most 10 characters']);
  });

  it.each(['a\nb', 'a\u0000', 'a\u009b'])('has no control characters: %j', (value) => {
    expect(faultsOf(value)).toEqual(['must have no control characters']);
  });

  it('is well-formed Unicode', () => {
    expect(faultsOf('a\ud800')).toEqual(['must be well-formed Unicode']);
  });
});

it('text may have several lines, and nothing else that moves a cursor', () => {
  expect(text(20).parse('one\n\ttwo\r\n')).toBe('one\n\ttwo\r\n');
  expect(text(20).safeParse('one\u001b[2J').success).toBe(false);
});
