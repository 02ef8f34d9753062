import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

  it('takes the address in AWS_ENDPOINT_URL_DYNAMODB before any program', async () => {
    const bin = join(program(join(project, 'bin', 'dynoxide')), '..');
    expect(await findEngine({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000', PATH: bin }, project)).toEqual({
      endpoint: 'http://127.0.0.1:8000',
    });
  });

  it('takes the installed platform package before the PATH, an empty address being none', async () => {
    const directory = join(project, 'node_modules', '@dynoxide', `${process.platform}-${process.arch}`);
    const packaged = program(join(directory, 'dynoxide'));
    writeFileSync(join(directory, 'package.json'), '{}');
    const bin = join(program(join(project, 'bin', 'dynoxide')), '..');
    expect(await findEngine({ AWS_ENDPOINT_URL_DYNAMODB: '', PATH: bin }, project)).toEqual({ program: packaged });
  });

  it('takes the first dynoxide on the PATH that can be run', async () => {
    const unusable = join(program(join(project, 'a', 'dynoxide'), 0o644), '..');
    const usable = program(join(project, 'b', 'dynoxide'));
    expect(await findEngine({ PATH: `${unusable}::${join(usable, '..')}` }, project)).toEqual({ program: usable });
  });

  describe('without an installed engine', () => {
    const name = `@dynoxide/${process.platform}-${process.arch}`;
    let registry: Server | undefined;

    afterEach(async () => {
      const server = registry;
      registry = undefined;
      if (server === undefined) return;
      await new Promise((resolve) => {
        server.close(resolve);
      });
    });

    /** A project that pins the engine of another platform, and the environment of an npm with an empty cache. */
    const bareProject = (address: string) => {
      writeFileSync(join(project, 'package.json'), '{"optionalDependencies":{"@dynoxide/other-x64":"1.2.1"}}');
      const settings = {
        npm_config_registry: address,
        npm_config_cache: join(project, 'npm'),
        npm_config_fetch_retries: '0',
      };
      return { PATH: process.env['PATH'], HOME: project, ...settings };
    };

    /** A registry with the installed package of this platform alone. */
    const startRegistry = async () => {
      const copy = join(project, 'copy');
      cpSync(join('node_modules', name), copy, { recursive: true });
      execFileSync('npm', ['pack', '--silent', '--pack-destination', project], { cwd: copy });
      const tarball = readFileSync(join(project, String(readdirSync(project).find((file) => file.endsWith('.tgz')))));
      const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')) as { version: string };
      let downloads = 0;
      registry = createServer((request, response) => {
        if (request.url === '/engine.tgz') {
          downloads += 1;
          response.end(tarball);
          return;
        }
        const address = `http://127.0.0.1:${String((registry?.address() as AddressInfo).port)}`;
        const version = { ...manifest, dist: { tarball: `${address}/engine.tgz` } };
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            name,
            'dist-tags': { latest: manifest.version },
            versions: { [manifest.version]: version },
          }),
        );
      });
      const server = registry;
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return {
        address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
        downloads: () => downloads,
      };
    };

    it('fetches that of this platform through npm, once, at the pinned version', async () => {
      const { address, downloads } = await startRegistry();
      const environment = bareProject(address);
      const notices: string[] = [];
      const look = () => findEngine(environment, project, (line) => notices.push(line));
      const engine = (await look()) as { program: string };
      expect(execFileSync(engine.program, ['--version'], { encoding: 'utf8' })).toContain('1.2.1');
      expect(notices).toEqual([expect.stringContaining(`${name}@1.2.1`)]);
      expect(await look()).toEqual(engine);
      expect([notices.length, downloads()]).toEqual([1, 1]);
    });

    it('names two ways out in one sentence when npm cannot reach its registry', async () => {
      // nothing listens on port 1
      const looking = findEngine(bareProject('http://127.0.0.1:1'), project);
      await expect(looking).rejects.toThrow(StartError);
      await expect(looking).rejects.toThrow(/PATH, or set AWS_ENDPOINT_URL_DYNAMODB[^.]*\.$/);
      expect(readdirSync(join(project, 'node_modules', '.cache'))).toEqual([]);
    });
  });
});
