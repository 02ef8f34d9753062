import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../start-error.js';
import { findEngine } from './engine.js';

describe('findEngine', () => {
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'engine-'));
  });

  afterEach(() => {
    rmSync(project, { recursive: true });
  });

  const program = (file: string, mode = 0o755) => {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '');
    chmodSync(file, mode);
    return file;
  };

  it('takes the address in AWS_ENDPOINT_URL_DYNAMODB before any program', () => {
    const bin = join(program(join(project, 'bin', 'dynoxide')), '..');
    expect(findEngine({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000', PATH: bin }, project)).toEqual({
      endpoint: 'http://127.0.0.1:8000',
    });
  });

  it('takes the installed platform package before the PATH, an empty address being none', () => {
    const directory = join(project, 'node_modules', '@dynoxide', `${process.platform}-${process.arch}`);
    const packaged = program(join(directory, 'dynoxide'));
    writeFileSync(join(directory, 'package.json'), '{}');
    const bin = join(program(join(project, 'bin', 'dynoxide')), '..');
    expect(findEngine({ AWS_ENDPOINT_URL_DYNAMODB: '', PATH: bin }, project)).toEqual({ program: packaged });
  });

  it('takes the first dynoxide on the PATH that can be run', () => {
    const unusable = join(program(join(project, 'a', 'dynoxide'), 0o644), '..');
    const usable = program(join(project, 'b', 'dynoxide'));
    expect(findEngine({ PATH: `${unusable}::${join(usable, '..')}` }, project)).toEqual({ program: usable });
  });

  it('names the fixes when there is none', () => {
    const look = () => findEngine({ PATH: project }, project);
    expect(look).toThrow(StartError);
    expect(look).toThrow(/npm ci.*PATH.*AWS_ENDPOINT_URL_DYNAMODB/);
  });
});
