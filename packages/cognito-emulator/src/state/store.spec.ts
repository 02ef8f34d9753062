import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { Store } from './store.js';

describe('the store', () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'cognito-store-')), 'state');
    file = join(directory, 'cognito.jsonl');
  });
  afterEach(() => {
    rmSync(join(directory, '..'), { recursive: true, force: true });
  });

  test('has written a change before put returns, so that a kill then loses nothing', () => {
    Store.open(directory).collection<string>('users').put('a', 'Ann');
    // no close: what follows is all that a killed process leaves behind
    expect(Store.open(directory).collection<string>('users').get('a')).toBe('Ann');
  });

  test('keeps the newest record of a key, the order of keys, and no deleted one, across any number of starts', () => {
    let users = Store.open(directory).collection<string>('users');
    users.put('b', 'Bob');
    users.put('a', 'Ann');
    users.put('c', 'Cyd');
    users.put('b', 'Bobby');
    users.delete('c');
    for (let start = 0; start < 3; start += 1) {
      users = Store.open(directory).collection<string>('users');
      expect([...users.values()]).toEqual(['Bobby', 'Ann']);
    }
  });

  test('forgets a line cut short by a kill, and writes on after it', () => {
    Store.open(directory).collection<string>('users').put('a', 'Ann');
    appendFileSync(file, '["users","b","Bo');
    Store.open(directory).collection<string>('users').put('c', 'Cyd');
    expect([...Store.open(directory).collection<string>('users').values()]).toEqual(['Ann', 'Cyd']);
  });

  test('names the line that is damaged, rather than start without its users', () => {
    Store.open(directory).collection<string>('users').put('a', 'Ann');
    writeFileSync(file, `garbage\n${readFileSync(file, 'utf8')}`);
    expect(() => Store.open(directory)).toThrow(/cognito\.jsonl is damaged at line 1/);
  });

  test('is readable by its owner only', () => {
    Store.open(directory).collection<string>('users').put('a', 'Ann');
    Store.open(directory);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  test('rewrites its journal at a start only when there is history in it', () => {
    const users = Store.open(directory).collection<string>('users');
    users.put('a', 'Ann');
    const written = statSync(file).ino;
    Store.open(directory);
    expect(statSync(file).ino).toBe(written);
    users.put('a', 'Anna');
    Store.open(directory);
    expect(statSync(file).ino).not.toBe(written);
    expect(readFileSync(file, 'utf8')).toBe('["users","a","Anna"]\n');
  });

  test('rewrites its journal once it is mostly history', () => {
    const counters = Store.open(directory).collection<number>('counters');
    for (let count = 0; count <= 10_001; count += 1) counters.put('only', count);
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(10);
    expect(Store.open(directory).collection<number>('counters').get('only')).toBe(10_001);
  });

  test('holds every acknowledged change of a process killed in the midst of writing', async () => {
    const compiled = join(directory, '..', 'compiled');
    mkdirSync(compiled);
    for (const name of ['journal', 'store']) {
      const { code } = transformFileSync(join(__dirname, `${name}.ts`), {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
      });
      writeFileSync(join(compiled, `${name}.js`), code);
    }
    const writer = spawn(process.execPath, [
      '-e',
      `const users = require(${JSON.stringify(join(compiled, 'store.js'))}).Store
         .open(${JSON.stringify(directory)}).collection('users');
       for (let n = 0; ; n++) { users.put(String(n % 3000), 'x'.repeat(500) + n); require('fs').writeSync(1, n + '\\n'); }`,
    ]);
    let told = '';
    writer.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      // by then the journal has been rewritten at least once
      if (told.length > 90_000) writer.kill('SIGKILL');
    });
    await once(writer, 'close');
    const acknowledged = told.slice(0, told.lastIndexOf('\n')).split('\n').slice(-2000);
    expect(acknowledged).toHaveLength(2000);
    const users = Store.open(directory).collection<string>('users');
    for (const n of acknowledged) {
      const kept = Number(users.get(String(Number(n) % 3000))?.slice(500));
      expect(kept).toBeGreaterThanOrEqual(Number(n));
    }
  });
});
