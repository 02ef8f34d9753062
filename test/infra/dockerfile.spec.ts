import { readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';

const text = readFileSync('docker/Dockerfile', 'utf8');

/** Instructions as words and arguments, lines that go on joined. */
const instructions = text
  .replace(/^\s*#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    return { word, text: rest.join(' ') };
  });

const lastStage = instructions.slice(instructions.map(({ word }) => word).lastIndexOf('FROM'));
const of = (word: string) => lastStage.filter((instruction) => instruction.word === word).map(({ text: rest }) => rest);

describe('the image', () => {
  it('is described by a valid Dockerfile', () => {
    expect(validate(text)).toEqual([]);
    expect(validate('FROM a\nCOPPY a b\n')).not.toEqual([]);
  });

  it('names no frontend, which a build would fetch from a registry', () => {
    expect(text).not.toMatch(/^#\s*(syntax|escape)\s*=/m);
  });

  it('is built in one stage and runs in another, of the same base', () => {
    expect(instructions.filter(({ word }) => word === 'FROM').map(({ text: rest }) => rest)).toEqual([
      '${BASE} AS build',
      '${BASE}',
    ]);
    expect(of('RUN')).toEqual([]);
  });

  it('starts node itself as process 1, as nobody, by number', () => {
    expect(of('CMD').at(-1)).toBe('["node", "dist/main.js"]');
    expect(of('ENTRYPOINT')).toEqual([]);
    expect(of('USER')).toEqual(['65532:65532']);
    expect(of('STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  it('says how to ask whether it is healthy, and what it is', () => {
    expect(of('HEALTHCHECK')).toEqual([expect.stringContaining('/health/live')]);
    expect(of('LABEL').join()).toMatch(/image\.title=.*image\.licenses=.*image\.version=.*image\.revision=/);
    expect(of('COPY').join()).toContain('sbom.spdx.json');
  });

  it('holds what the build needs and nothing else of the folder', () => {
    const allowed = readFileSync('.dockerignore', 'utf8').trim().split('\n');
    expect(allowed[0]).toBe('*');
    expect(allowed.filter((line) => line.startsWith('!')).filter((line) => /env|local|test|\.git/.test(line))).toEqual(
      [],
    );
    const copied = instructions.filter(({ word, text: rest }) => word === 'COPY' && !rest.startsWith('--from'));
    const sources = copied.flatMap(({ text: rest }) => rest.split(' ').slice(0, -1));
    for (const source of sources) {
      expect(allowed.some((line) => line.slice(1).split('/')[0] === source.split('/')[0])).toBe(true);
    }
  });
});
