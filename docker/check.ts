import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { baseImage, makeBase } from './base.js';
import { startKeyServer } from './key-server.js';
import { Shell } from './shell.js';

// `npm run docker:check`: builds the image without a daemon and without a registry of images, runs it as ECS does, and says
// what it saw. Exit code 1 when something is not as it has to be.

const image = 'localhost/clinic-portal-api:check';
const limitOverBase = 90_000_000;
const port = Number(process.env['PORT'] ?? 4790);

const lacking = Shell.lacks('buildah', 'podman', 'runc', 'debootstrap');
if (lacking.length > 0 || process.getuid?.() !== 0) {
  process.stdout.write(
    `Skipped: this needs root and Debian's packages ${['buildah', 'podman', 'runc', 'debootstrap'].join(', ')}; missing: ${lacking.join(', ') || 'root'}\n`,
  );
  process.exit(0);
}

const failures: string[] = [];
function report(what: string, passed: boolean, seen: string): void {
  if (!passed) failures.push(what);
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${what}: ${seen}\n`);
}

const directory = mkdtempSync(join(tmpdir(), 'docker-check-'));
const shell = new Shell(directory);
const sizeOf = (name: string) => Number(shell.run('podman', 'image', 'inspect', '--format', '{{.Size}}', name));

async function untilHealthy(): Promise<number> {
  const began = performance.now();
  for (let attempt = 0; attempt < 300; attempt++) {
    try {
      const { status } = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(1_000) });
      if (status === 200) return performance.now() - began;
    } catch {
      // not yet
    }
    await pause(100);
  }
  throw new Error('The server did not answer within 30 s');
}

function build(): void {
  if (shell.status('buildah', 'inspect', '--type', 'image', baseImage) !== 0) makeBase(shell, directory);
  const revision = shell.run('git', 'rev-parse', '--short', 'HEAD').trim();
  shell.run(
    'buildah',
    'bud',
    '--isolation',
    'chroot',
    '--format',
    'docker',
    '--pull-never',
    '--build-arg',
    `BASE=${baseImage}`,
    '--build-arg',
    `REVISION=${revision}`,
    '-f',
    'docker/Dockerfile',
    '-t',
    image,
    '.',
  );
  const over = sizeOf(image) - sizeOf(baseImage);
  report(
    'size over the base',
    over <= limitOverBase,
    `${(over / 1e6).toFixed(1)} MB of at most ${limitOverBase / 1e6}`,
  );
  const labels = shell.run('podman', 'image', 'inspect', '--format', '{{json .Labels}}', image).trim();
  report('labels', labels.includes(`"org.opencontainers.image.revision":"${revision}"`), labels.slice(0, 120));
}

function start(keyServer: string): string {
  const settings = {
    NODE_ENV: 'development',
    PORT: String(port),
    HOST: '127.0.0.1',
    AWS_REGION: 'us-east-1',
    COGNITO_USER_POOL_ID: 'us-east-1_check',
    COGNITO_CLIENT_IDS: 'check',
    COGNITO_ISSUER: keyServer,
    TABLE_NAME: 'check',
    AWS_ENDPOINT_URL_DYNAMODB: keyServer,
    AWS_ACCESS_KEY_ID: 'check',
    AWS_SECRET_ACCESS_KEY: 'check',
  };
  const environment = Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const rights = ['--read-only', '--read-only-tmpfs=false', '--cap-drop', 'all', '--security-opt', 'no-new-privileges'];
  return shell
    .run(
      'podman',
      'run',
      '--detach',
      '--pull=never',
      '--health-interval=disable',
      '--network',
      'host',
      ...rights,
      ...environment,
      image,
    )
    .trim();
}

function inspect(container: string): void {
  const inside = (script: string) => shell.run('podman', 'exec', container, 'node', '-e', script).trim();
  const status = inside('process.stdout.write(require("node:fs").readFileSync("/proc/1/status", "utf8"))');
  const field = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(status)?.[1] ?? '';
  report('process 1', field('Name') === 'node' || field('Name') === 'MainThread', field('Name'));
  report('user', field('Uid').startsWith('65532\t'), field('Uid').replaceAll('\t', ' '));
  report('capabilities', /^0+$/.test(field('CapEff')), field('CapEff'));
  report('no new privileges', field('NoNewPrivs') === '1', field('NoNewPrivs'));
  const writable = inside(
    'const { writeFileSync } = require("node:fs"); const at = ["/tmp", "/app", "/run", "/var/tmp", "/home"].filter((place) => { try { writeFileSync(`${place}/x`, ""); return true; } catch { return false; } }); process.stdout.write(JSON.stringify(at))',
  );
  report('places that can be written', writable === '[]', writable);
  const listed = JSON.parse(
    inside('process.stdout.write(require("node:fs").readFileSync("/app/sbom.spdx.json", "utf8"))'),
  ) as {
    packages: readonly unknown[];
  };
  report('list of what is inside', listed.packages.length > 20, `${listed.packages.length} packages in SPDX`);
  const healthy = shell.status('podman', 'healthcheck', 'run', container);
  report('health check of the image', healthy === 0, `exit ${healthy ?? 'none'}`);
}

const keyServer = await startKeyServer();
let container: string | undefined;
try {
  build();
  container = start(keyServer.address);
  report('answers', true, `after ${Math.round(await untilHealthy())} ms`);
  inspect(container);
  const began = performance.now();
  shell.run('podman', 'kill', '--signal', 'TERM', container);
  const code = shell.run('podman', 'wait', container).trim();
  report('SIGTERM', code === '0', `exit ${code} after ${((performance.now() - began) / 1000).toFixed(1)} s`);
} catch (error) {
  report('the check', false, error instanceof Error ? error.message : String(error));
} finally {
  if (container !== undefined) shell.status('podman', 'rm', '--force', container);
  keyServer.close();
  rmSync(directory, { recursive: true });
}
process.exitCode = failures.length > 0 ? 1 : 0;
