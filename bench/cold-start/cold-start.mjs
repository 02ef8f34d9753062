// Cold start of the trigger function: process start to first answer, beside a bare handler without Nest that makes the
// same DynamoDB calls. Both are bundled by the same settings, both run against the same engine, in turns.
// `npm run build` comes first; then `npm run bench:cold`.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { contextBundle, environmentCredentials } from '../../rolldown.lambda.config.js';
import { startEngine, tableName } from './engine.mjs';

// the SDK would print a notice on Node 20
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const runs = 20;
const warmUps = 3;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'cold-start-'));

async function bundleBareHandler(name, plugins) {
  const { output, ...input } = contextBundle(here('bare-handler.mjs'), join(directory, name), plugins);
  const build = await rolldown(input);
  await build.write(output);
  return output.file;
}

const event = () => ({
  version: '1',
  triggerSource: 'PostConfirmation_ConfirmSignUp',
  region: 'us-east-1',
  userPoolId: 'us-east-1_AbCdEf123',
  userName: randomUUID(),
  callerContext: { awsSdkVersion: 'aws-sdk-js-3.600.0', clientId: '1example23456789' },
  request: { userAttributes: { sub: randomUUID(), email: 'ada@sunrise-eye.com', email_verified: 'true' } },
  response: {},
});

async function coldStart(bundle, endpoint) {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [here('one-start.mjs'), pathToFileURL(bundle).href, JSON.stringify(event())], {
    env: {
      PATH: process.env.PATH,
      TABLE_NAME: tableName,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let end;
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (end === undefined && said.includes('answered\n')) end = process.hrtime.bigint();
  });
  const [code] = await once(child, 'close');
  if (code !== 0 || end === undefined) throw new Error(`a start ended with code ${String(code)}: ${said}`);
  return Number(end - start) / 1e6;
}

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};
const size = (path) => `${Math.round(statSync(path).size / 1000)} kB`;

const engine = await startEngine();
try {
  const contestants = {
    'bare handler': await bundleBareHandler('bare.mjs', []),
    'bare, trimmed': await bundleBareHandler('trimmed.mjs', [environmentCredentials]),
    'this function': here('../../dist/lambda/cognito-triggers.mjs'),
  };
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let run = -warmUps; run < runs; run += 1) {
    for (const [name, bundle] of Object.entries(contestants)) {
      const milliseconds = await coldStart(bundle, engine.endpoint);
      if (run >= 0) times[name].push(milliseconds);
    }
  }
  const ratio = (name) => (median(times['this function']) / median(times[name])).toFixed(2);
  const [cpu] = cpus();
  const lines = [
    `Node ${process.version} on ${process.platform} ${process.arch}, ${cpus().length} x ${cpu.model}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${runs} cold starts each, in turns; process start to first answer, median (fastest to slowest)`,
    ...Object.entries(times).map(
      ([name, all]) =>
        `${name.padEnd(14)} ${median(all).toFixed(0)} ms (${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)}), bundle ${size(contestants[name])}`,
    ),
    `this function takes ${ratio('bare handler')} times as long as a bare handler bundled the usual way`,
    `and ${ratio('bare, trimmed')} times as long as one with the SDK's credential sources cut down as here`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  await engine.stop();
  rmSync(directory, { recursive: true });
}
