import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { ServerLog, shorten } from './server-log.js';

describe('shorten', () => {
  it.each([
    ['{"level":"info","msg":"listening"}', undefined],
    ['', undefined],
    ['{"level":"warn","msg":"slow"}', 'server: warn: slow'],
    ['{"level":"error","error":{"message":"table gone"}}', 'server: error: table gone'],
    ['{"level":"warn","code":"expired","reason":"ended an hour ago"}', 'server: warn: expired: ended an hour ago'],
    ['{"level":"info","decision":"denied","code":"expired","reason":"long ago"}', 'server: denied: expired: long ago'],
    ['{"level":"info","decision":"foreign_clinic","code":"x"}', undefined],
    ['{"level":"warn","context":"Table","items":3}', 'server: warn: Table'],
    ['{"level":"warn","message":"late","context":"CognitoTriggers"}', 'server: warn: late'],
    [
      '{"level":"warn","message":{"source":"PreSignUp_SignUp","outcome":"refused","reason":"unknown_domain"}}',
      'server: warn: PreSignUp_SignUp: refused: unknown_domain',
    ],
    ['{"level":"fatal"}', 'server: fatal: see the log'],
    ['PORT is missing', 'server: PORT is missing'],
    ['42', 'server: 42'],
  ])('%s becomes %s', (line, expected) => {
    expect(shorten(line)).toBe(expected);
  });
});

describe('ServerLog', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'log-'));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const write = async (file: string, text: string) => {
    const shown: string[] = [];
    const log = new ServerLog(file, (line) => shown.push(line));
    const output = new PassThrough();
    const read = new Promise((resolve) => output.once('close', resolve));
    log.follow(output);
    output.end(text);
    await read;
    await log.close();
    return shown;
  };

  it('keeps every line, shows the serious ones, and keeps the log of the run before', async () => {
    const file = join(directory, 'server.log');
    await write(file, '{"level":"info","msg":"first run"}\n');
    const shown = await write(file, '{"level":"info","msg":"listening"}\n{"level":"warn","msg":"slow"}\n');
    expect(shown).toEqual(['server: warn: slow']);
    expect(readFileSync(file, 'utf8')).toBe('{"level":"info","msg":"listening"}\n{"level":"warn","msg":"slow"}\n');
    expect(readFileSync(`${file}.1`, 'utf8')).toContain('first run');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
