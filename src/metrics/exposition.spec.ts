import { expose } from './exposition.js';

it('writes families as collectors read them', () => {
  const samples = [
    { labels: { pool: 'a' }, value: 3 },
    { labels: { pool: 'b"\\\n' }, value: 0 },
  ];
  expect(
    expose([
      { name: 'reads_total', help: 'Reads.', type: 'counter', samples },
      { name: 'ready', help: 'Whether it is.', type: 'gauge', samples: [{ labels: {}, value: 1 }] },
    ]),
  ).toBe(
    [
      '# HELP reads_total Reads.',
      '# TYPE reads_total counter',
      'reads_total{pool="a"} 3',
      'reads_total{pool="b\\"\\\\\\n"} 0',
      '# HELP ready Whether it is.',
      '# TYPE ready gauge',
      'ready{} 1',
      '',
    ].join('\n'),
  );
});
