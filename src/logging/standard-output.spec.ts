import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { standardOutput } from './standard-output.js';

describe('Standard output', () => {
  let folder: string;
  let file: string;
  let descriptor: number;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'log-'));
    file = path.join(folder, 'lines');
    descriptor = openSync(file, 'w');
  });
  afterEach(async () => {
    await turn();
    closeSync(descriptor);
    rmSync(folder, { recursive: true });
  });

  const written = () => readFileSync(file, 'utf8');

  it('gets the lines of a turn together, at its end and in their order', async () => {
    const output = standardOutput(descriptor);
    for (const line of ['one\n', 'two\n', 'three\n']) output.write(line);
    expect(written()).toBe('');
    await turn();
    expect(written()).toBe('one\ntwo\nthree\n');
    output.write('four\n');
    await turn();
    expect(written()).toBe('one\ntwo\nthree\nfour\n');
  });

  it('gets them at the end of the process, too', () => {
    const before = new Set(process.listeners('exit'));
    const output = standardOutput(descriptor);
    output.write('last words\n');
    const [added] = process.listeners('exit').filter((listener) => !before.has(listener));
    added?.call(process, 0);
    expect(written()).toBe('last words\n');
  });

  it('does not hold more than it must', () => {
    const output = standardOutput(descriptor);
    for (let line = 0; line < 100; line += 1) output.write(`${'x'.repeat(1_023)}\n`);
    expect(written().length).toBeGreaterThan(32 * 1_024);
  });
});
