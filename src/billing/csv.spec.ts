import { csvLine } from './csv.js';

describe('a line of CSV', () => {
  it('quotes what holds commas, quotes or line breaks (RFC 4180)', () => {
    expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', undefined, 12.5])).toBe(
      'a,"b,c","say ""hi""","two\nlines",,12.5\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('gives a spreadsheet no formula: %j', (text) => {
    expect(csvLine([text])).toContain(`'${text}`);
  });

  it('leaves numbers as they are, negative ones too', () => {
    expect(csvLine([-5])).toBe('-5\r\n');
  });
});
