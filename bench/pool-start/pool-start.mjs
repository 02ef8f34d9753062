// Start of the embedded user pool as a process of its own (`npm run cognito` without npm), beside a node process that does
// nothing: process start to the line that says so, in turns. `npm run bench:pool-start`.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const runs = 20;
const warmUps = 2;
const aims = { milliseconds: 150, megabytes: 60 };
const directory = mkdtempSync(join(tmpdir(), 'pool-start-'));
const command = fileURLToPath(new URL('../../local/cognito.ts', import.meta.url));
const idle = "console.log('Ctrl-C stops it'); setInterval(() => {}, 60_000)";

/** Starts a process; gives its milliseconds to the line, and what `afterwards` measures of it before it is stopped. */
async function start(args, dataDirectory, afterwards) {
  const begin = performance.now();
  const env = { PATH: process.env.PATH, LOCAL_DIR: dataDirectory, LOCAL_COGNITO_PORT: '0' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  let output = '';
  for await (const chunk of child.stdout) {
    output += chunk;
    if (output.includes('Ctrl-C stops it')) break;
  }
  const milliseconds = performance.now() - begin;
  if (!output.includes('Ctrl-C stops it')) throw new Error(`${args.join(' ')} did not start: ${output}`);
  const measured = await afterwards(child, begin);
  child.kill();
  await gone;
  return { milliseconds, ...measured };
}

/** An operation that needs the pool, its keys and the schemas. */
async function firstAnswer(dataDirectory, begin) {
  const { endpoint, userPoolId } = JSON.parse(readFileSync(join(dataDirectory, 'cognito.json'), 'utf8'));
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.DescribeUserPool',
      authorization: 'AWS4-HMAC-SHA256 Credential=bench',
      connection: 'close',
    },
    body: JSON.stringify({ UserPoolId: userPoolId }),
  });
  const { UserPool } = await response.json();
  if (UserPool?.Id !== userPoolId) throw new Error('the pool does not describe itself');
  return performance.now() - begin;
}

const megabytesOf = ({ pid }) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024;

const startIdle = () =>
  start(['--input-type=module', '--eval', idle], directory, (child) => ({ megabytes: megabytesOf(child) }));

const startPool = (dataDirectory) =>
  start(['--import', 'tsx', command], dataDirectory, async (child, begin) => {
    const answered = await firstAnswer(dataDirectory, begin);
    return { answered, megabytes: megabytesOf(child) };
  });

const contestants = {
  'an idle node': startIdle,
  'the pool': () => startPool(join(directory, 'kept')),
  'a new pool': (run) => startPool(join(directory, `new-${run}`)),
};

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

function line(name, results) {
  const times = results.map(({ milliseconds }) => milliseconds);
  const range = `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}`;
  const answered = results[0].answered && `, first operation answered after ${medianOf(results, 'answered')} ms`;
  return `${name.padEnd(12)} ${median(times).toFixed(0)} ms (${range})${answered ?? ''}, ${medianOf(results, 'megabytes')} MB`;
}

const medianOf = (results, name) => median(results.map((result) => result[name])).toFixed(0);

function verdict(text, value, aim, unit) {
  return `${text} ${value.toFixed(0)} ${unit}: ${value < aim ? 'under' : 'NOT under'} ${aim} ${unit}`;
}

try {
  const results = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let run = -warmUps; run < runs; run += 1) {
    for (const [name, contestant] of Object.entries(contestants)) {
      const result = await contestant(run);
      if (run >= 0) results[name].push(result);
    }
  }
  const [bare, pool] = ['an idle node', 'the pool'].map((name) => ({
    milliseconds: median(results[name].map(({ milliseconds }) => milliseconds)),
    megabytes: median(results[name].map(({ megabytes }) => megabytes)),
  }));
  const [cpu] = cpus();
  const lines = [
    `Node ${process.version} on ${process.platform} ${process.arch}, ${cpus().length} x ${cpu.model}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${runs} starts each, in turns; process start to listening, median (fastest to slowest); resident memory after the first answer`,
    ...Object.entries(results).map(([name, all]) => line(name, all)),
    verdict('start in all', pool.milliseconds, aims.milliseconds, 'ms'),
    verdict('more than Node itself', pool.milliseconds - bare.milliseconds, aims.milliseconds, 'ms'),
    verdict('memory over an idle node', pool.megabytes - bare.megabytes, aims.megabytes, 'MB'),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  rmSync(directory, { recursive: true });
}
