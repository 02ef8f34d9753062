// Format, lint, types and import boundaries, side by side: each alone keeps only one core busy. What fails is printed
// whole; what passes prints nothing.
import { spawn } from 'node:child_process';

const checks = ['format:check', 'lint', 'types', 'boundaries'];

interface Result {
  readonly script: string;
  readonly passed: boolean;
  readonly text: string;
}

const run = (script: string): Promise<Result> =>
  new Promise((resolve) => {
    const output: Buffer[] = [];
    // on Windows npm is a batch file, which only a shell runs
    const child = spawn(`npm run --silent ${script}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', (error) => {
      resolve({ script, passed: false, text: error.message });
    });
    child.on('close', (code) => {
      resolve({ script, passed: code === 0, text: Buffer.concat(output).toString() });
    });
  });

const failures = (await Promise.all(checks.map(run))).filter(({ passed }) => !passed);
for (const { script, text } of failures) process.stdout.write(`npm run ${script} failed:\n${text}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
