import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goTool, openTofu, type Outcome, pythonTool, run, schemaProvider, toolFolder } from './tools.js';

// `npm run infra:check`: everything about the configuration that other people's tools can say without AWS. A tool that cannot
// be had is named as skipped; exit code 1 when a check fails.

const failures: string[] = [];
const skipped: string[] = [];

/** Runs a check, or says that it is skipped; prints the last lines of what it said. */
function check(name: string, tool: () => string | undefined, use: (tool: string) => Outcome, lines = 3): void {
  let outcome: Outcome;
  try {
    const program = tool();
    if (program === undefined) {
      skipped.push(name);
      process.stdout.write(`skip ${name}: the tool cannot be had on this machine\n`);
      return;
    }
    outcome = use(program);
  } catch (error) {
    outcome = { status: 1, text: error instanceof Error ? error.message : String(error) };
  }
  const passed = outcome.status === 0;
  if (!passed) failures.push(name);
  const said = outcome.text.split('\n').filter((line) => line.trim() !== '');
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${name}\n`);
  for (const line of passed ? said.slice(said.length - lines) : said.slice(-40))
    process.stdout.write(`       ${line}\n`);
}

/** A copy of the configuration that keeps its state beside it and finds a package for every function. */
function copyOfConfiguration(directory: string): string {
  const copy = join(directory, 'infra');
  mkdirSync(join(copy, 'lambda'), { recursive: true });
  for (const name of readdirSync('infra').filter((file) => /\.(tf|json)$/.test(file)))
    cpSync(`infra/${name}`, join(copy, name));
  for (const name of ['env', 'tests']) cpSync(`infra/${name}`, join(copy, name), { recursive: true });
  for (const name of ['cognito-triggers', 'outbox']) writeFileSync(join(copy, 'lambda', `${name}.zip`), '');
  writeFileSync(join(copy, 'backend_override.tf'), 'terraform {\n  backend "local" {}\n}\n');
  return copy;
}

mkdirSync(toolFolder, { recursive: true });
const directory = mkdtempSync(join(tmpdir(), 'infra-check-'));
try {
  const cwd = copyOfConfiguration(directory);
  const settings = schemaProvider();
  const env = { TF_CLI_CONFIG_FILE: settings, AWS_REGION: undefined, AWS_PROFILE: undefined };
  const tofu =
    (...parameters: string[]) =>
    (program: string) =>
      run(program, [...parameters], { cwd, env });
  const lambdas = ['-var', 'lambda_directory=lambda'];
  check('tofu fmt', openTofu, (program) => run(program, ['fmt', '-check', '-recursive', '.'], { cwd: 'infra', env }));
  check('tofu init', openTofu, tofu('init', '-input=false', '-no-color'), 0);
  check('tofu validate', openTofu, tofu('validate', '-no-color'), 1);
  for (const name of ['dev', 'prod']) {
    const plan = (program: string): Outcome => {
      const outcome = tofu(
        'plan',
        '-input=false',
        '-lock=false',
        '-no-color',
        `-var-file=env/${name}.tfvars`,
        ...lambdas,
      )(program);
      const summary = /^Plan: .*$/m.exec(outcome.text)?.[0];
      return summary === undefined ? { ...outcome, status: 1 } : { ...outcome, text: summary };
    };
    check(`tofu plan, ${name}`, openTofu, plan, 1);
  }
  check(
    'tofu test, with a mock of the provider',
    openTofu,
    tofu('test', '-no-color', '-var-file=env/prod.tfvars', ...lambdas),
    5,
  );
  check(
    'checkov',
    () => pythonTool('checkov'),
    (program) =>
      run(program, [
        '-d',
        'infra',
        '--framework',
        'terraform',
        '--var-file',
        'infra/env/prod.tfvars',
        '--compact',
        '--quiet',
        '--skip-download',
        '--skip-path',
        'infra/.tools',
      ]),
    1,
  );
  check(
    'trivy config',
    () => goTool('trivy'),
    (program) =>
      run(
        program,
        [
          'config',
          '--skip-check-update',
          '--quiet',
          '--exit-code',
          '1',
          '--tf-vars',
          'env/prod.tfvars',
          '--skip-dirs',
          '.tools',
          '.',
        ],
        { cwd: 'infra' },
      ),
    0,
  );
  check(
    'hadolint',
    () => pythonTool('hadolint'),
    (program) => run(program, ['docker/Dockerfile']),
    1,
  );
  check(
    'actionlint',
    () => goTool('actionlint'),
    (program) => run(program, ['.github/workflows/check.yml', '.github/workflows/release.yml']),
    1,
  );
  check(
    'zizmor',
    () => pythonTool('zizmor'),
    (program) => run(program, ['--offline', '--no-progress', '.github/workflows']),
    1,
  );
} finally {
  rmSync(directory, { recursive: true });
}
process.stdout.write(
  `${failures.length} failed${failures.length > 0 ? `: ${failures.join(', ')}` : ''}; ${skipped.length} skipped${skipped.length > 0 ? `: ${skipped.join(', ')}` : ''}\n`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
