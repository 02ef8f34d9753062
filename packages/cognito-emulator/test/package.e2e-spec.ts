import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { DescribeUserPoolClientCommand, ListUserPoolClientsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { sdkFor } from './support/cognito-clients.js';

const packageDirectory = join(__dirname, '..');
const dependencies = ['zod', 'uqr'].map((name) => dependencyDirectory(name));
// further Node versions to run the installed command with, as paths of their binaries
const nodes = [
  process.execPath,
  ...(process.env['NODE_BINARIES'] ?? '').split(delimiter).filter((path) => path !== ''),
];

/** Where npm has installed a dependency; `exports` may hide its package.json. */
function dependencyDirectory(name: string): string {
  const places = createRequire(__filename).resolve.paths(name) ?? [];
  const found = places.map((place) => join(place, name)).find((place) => existsSync(join(place, 'package.json')));
  if (found === undefined) throw new Error(`${name} is not installed`);
  return found;
}

describe('the package as npm publishes it', () => {
  let directory: string;
  let project: string;
  const running: ChildProcess[] = [];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'cognito-package-'));
    project = join(directory, 'empty project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    // its dependencies as tarballs too: nothing is asked of a registry
    for (const source of [packageDirectory, ...dependencies]) {
      // the repository switches the scripts of packages off; ours is built by one
      const build = source === packageDirectory ? ['--ignore-scripts=false'] : [];
      npm(['pack', '--silent', ...build, '--pack-destination', directory], source);
    }
    const files = readdirSync(directory).filter((name) => name.endsWith('.tgz'));
    npm(['install', '--offline', '--loglevel=error', ...files.map((name) => join(directory, name))], project);
  }, 180_000);

  afterEach(async () => {
    for (const child of running.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'close');
      }
    }
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  const npm = (args: readonly string[], cwd: string): string =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  /** Starts the installed command; gives what it printed until it was ready, and the process. */
  async function start(
    args: readonly string[],
    node = process.execPath,
  ): Promise<{ child: ChildProcess; text: string }> {
    const bin = join(project, 'node_modules', '.bin', 'cognito-emulator');
    const env = { PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` };
    const child = spawn(node, [bin, ...args], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    let text = '';
    const output = new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.includes('Ctrl-C stops it')) resolve();
      });
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => (errors += part));
    const ended = once(child, 'close').then(() => {
      throw new Error(`ended: ${errors}`);
    });
    await Promise.race([output, ended]);
    // what happens at the end is the test's to see
    ended.catch(() => undefined);
    return { child, text };
  }

  const after = (text: string, label: string): string =>
    new RegExp(`${label} +(\\S+)`).exec(text)?.[1] ?? `no ${label} in: ${text}`;
  const poolOf = (text: string) => ({
    endpoint: after(text, 'emulator at'),
    region: 'us-east-1',
    UserPoolId: after(text, 'user pool'),
  });

  test('is small and holds no tests', () => {
    const [tarball = ''] = readdirSync(directory).filter((name) => name.startsWith('cognito-emulator'));
    expect(statSync(join(directory, tarball)).size).toBeLessThan(1_000_000);
    const files = readdirSync(join(project, 'node_modules', 'cognito-emulator'), { recursive: true }).map(String);
    expect(files).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'LICENSE', join('dist', 'bin.js')]));
    expect(files.filter((name) => /spec|support/.test(name))).toEqual([]);
  });

  test.each(nodes)('serves with its command on %s', async (node) => {
    const { child, text } = await start(['--port', '0'], node);
    const { UserPoolId, ...address } = poolOf(text);
    const sdk = sdkFor(address);
    const { UserPoolClients } = await sdk.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 10 }));
    expect(UserPoolClients).toMatchObject([{ ClientName: 'web', ClientId: after(text, 'client web') }]);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  test('npx finds the command', () => {
    expect(npm(['exec', '--offline', '--', 'cognito-emulator', '--help'], project)).toContain('--config FILE');
  });

  test('reads a configuration file and keeps its state; --reset forgets it', async () => {
    const config = {
      directory: 'state',
      pool: { name: 'shop', customAttributes: [{ name: 'custom:tenant' }] },
      clients: { worker: { generateSecret: true, readAttributes: ['email', 'custom:tenant'] } },
      groups: [{ name: 'admin' }],
    };
    writeFileSync(join(project, 'cognito.json'), JSON.stringify(config));
    const runOnce = async (...flags: string[]) => {
      const { child, text } = await start(['--config', 'cognito.json', '--port', '0', ...flags]);
      const { UserPoolId, ...address } = poolOf(text);
      const ClientId = after(text, 'client worker');
      const { UserPoolClient } = await sdkFor(address).send(
        new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
      );
      child.kill('SIGTERM');
      await once(child, 'close');
      return { UserPoolId, client: UserPoolClient };
    };
    const first = await runOnce();
    expect(first.client).toMatchObject({ ClientName: 'worker', ReadAttributes: ['email', 'custom:tenant'] });
    expect(first.client?.ClientSecret).toMatch(/^[\w-]{51}$/);
    const again = await runOnce();
    expect(again).toEqual(first);
    const reset = await runOnce('--reset', '--region', 'eu-west-1');
    expect(reset.UserPoolId).toMatch(/^eu-west-1_/);
    expect(readFileSync(join(project, 'state', 'cognito.jsonl'), 'utf8')).not.toContain(first.UserPoolId);
  });

  test.each([
    ['an unknown flag', ['--colour'], /--colour/],
    ['a port that is none', ['--port', '99999'], /--port 99999 is not a port number/],
    ['a region that is none', ['--region', 'mars'], /--region mars/],
    ['a file that is not there', ['--config', 'absent.json'], /absent\.json cannot be read/],
    ['a member that it does not know', ['--config', 'wrong.json'], /wrong\.json[^]*Unrecognized key: "colour"/],
  ])('says what is wrong with %s', async (_what, args, message) => {
    writeFileSync(join(project, 'wrong.json'), '{ "pool": { "colour": "red" } }');
    await expect(start(args)).rejects.toThrow(message);
    expect(running[0]?.exitCode).toBe(2);
  });

  test('does not start where NODE_ENV says production', () => {
    const bin = join(project, 'node_modules', '.bin', 'cognito-emulator');
    const env = { PATH: process.env['PATH'], NODE_ENV: 'production' };
    expect(() => execFileSync(process.execPath, [bin], { env, stdio: 'pipe' })).toThrow(/NODE_ENV is production/);
  });

  test('gives importers both entry points', () => {
    const script = `import { startCognito } from 'cognito-emulator'; import { FakeClock } from 'cognito-emulator/testing';
      const { region, stop } = await startCognito({ clock: new FakeClock() }); await stop(); console.log(region);`;
    const run = ['--input-type=module', '--eval', script];
    expect(execFileSync(process.execPath, run, { cwd: project, encoding: 'utf8' })).toBe('us-east-1\n');
  });
});
