import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LockHeldError, takeLock } from './owner-lock.js';
import { markOfThisProcess, startOf } from './process-table.js';

describe('takeLock', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lock-'));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const parent = () => ({ pid: process.ppid, startedAt: String(startOf(process.ppid)) });

  it('is held until it is released', () => {
    const lock = takeLock(directory, 'stack');
    expect(() => takeLock(directory, 'stack')).toThrow(LockHeldError);
    lock.release();
    takeLock(directory, 'stack').release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('names the living process that holds it, and withdraws', () => {
    const lock = takeLock(directory, 'stack', parent());
    expect(() => takeLock(directory, 'stack')).toThrow(new LockHeldError(parent()).message);
    expect(readdirSync(directory)).toHaveLength(1);
    lock.release();
  });

  it('is taken over from a process that is gone, or whose number a later process bears', () => {
    writeFileSync(join(directory, 'stack.4194304.1.lock'), '');
    writeFileSync(join(directory, `stack.${process.ppid}.1.lock`), '');
    const lock = takeLock(directory, 'stack');
    expect(readdirSync(directory)).toEqual([`stack.${process.pid}.${markOfThisProcess().startedAt}.lock`]);
    lock.release();
  });

  it('is one lock a name', () => {
    const locks = [takeLock(directory, 'stack'), takeLock(directory, 'dynamodb')];
    expect(locks).toHaveLength(2);
    for (const lock of locks) lock.release();
  });

  it('refuses when the directory is missing', () => {
    expect(() => takeLock(join(directory, 'none'), 'stack')).toThrow(/ENOENT/);
  });
});
