import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { standardOutput } from './standard-output.js';

/** A reader that a test can stall. */
class Reader extends Writable {
  readonly writes: string[] = [];
  private waiting: (() => void) | undefined;
  private stalled = false;

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.writes.push(chunk.toString());
    if (this.stalled) this.waiting = done;
    else done();
  }

  stall(): void {
    this.stalled = true;
  }

  goOn(): void {
    this.stalled = false;
    this.waiting?.();
    this.waiting = undefined;
  }

  get lines(): string[] {
    return this.writes.join('').split('\n').slice(0, -1);
  }
}

const longLine = `${'x'.repeat(1_023)}\n`;

describe('Standard output', () => {
  it('gets the lines of a turn together, at its end and in their order', async () => {
    const reader = new Reader();
    const output = standardOutput(reader);
    for (const line of ['one\n', 'two\n', 'three\n']) output.write(line);
    expect(reader.writes).toEqual([]);
    await turn();
    expect(reader.writes).toEqual(['one\ntwo\nthree\n']);
    output.write('four\n');
    await turn();
    expect(reader.lines).toEqual(['one', 'two', 'three', 'four']);
  });

  it('gets them at the end of the process, too', () => {
    const before = new Set(process.listeners('exit'));
    const reader = new Reader();
    standardOutput(reader).write('last words\n');
    const [added] = process.listeners('exit').filter((listener) => !before.has(listener));
    added?.call(process, 0);
    expect(reader.writes).toEqual(['last words\n']);
  });

  it('does not hold more than it must', () => {
    const reader = new Reader();
    const output = standardOutput(reader);
    for (let line = 0; line < 100; line += 1) output.write(longLine);
    expect(reader.writes.length).toBeGreaterThan(2);
  });

  it('drops lines when its reader stalls, within bounds, and says how many once there is room', async () => {
    const reader = new Reader();
    const output = standardOutput(reader);
    reader.stall();
    for (let line = 0; line < 5_000; line += 1) output.write(longLine);
    await turn();
    expect(reader.writableLength).toBeLessThan(1.2 * 1_048_576);
    reader.goOn();
    await output.flush();
    const notices = reader.lines.filter((line) => line.startsWith('{'));
    expect(notices).toHaveLength(1);
    const { dropped, level } = JSON.parse(notices[0] ?? '') as { dropped: number; level: string };
    expect(level).toBe('warn');
    expect(dropped).toBeGreaterThan(3_000);
    expect(dropped + reader.lines.length - 1).toBe(5_000);
  });

  it('hands over what it has before a process ends, and waits for no reader that has stalled', async () => {
    const reader = new Reader();
    const output = standardOutput(reader);
    output.write('one\n');
    await output.flush();
    expect(reader.lines).toEqual(['one']);
    reader.stall();
    output.write('two\n');
    await output.flush();
    reader.goOn();
  });

  it('does without a reader that is gone', async () => {
    const reader = new Reader();
    const output = standardOutput(reader);
    reader.destroy(new Error('EPIPE'));
    output.write('one\n');
    await output.flush();
    expect(reader.lines).toEqual([]);
  });
});
