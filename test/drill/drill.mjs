// `npm run drill:keys`: rotation under a flood, every kind of outage, and revocation, on real servers and the real clock; about
// six minutes. With `-- --removal` also a key that is taken away and a long outage, eleven minutes more. Exits with 1 when a
// verdict is bad.
import { cpus } from 'node:os';
import { drillColdStarts, drillOutages } from './outages.mjs';
import { drillRemoval } from './removal.mjs';
import { drillRevocation } from './revocation.mjs';
import { drillRotation } from './rotation.mjs';
import { openWorld } from './world.mjs';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const rows = [];

function report(part, what, measured, asked, isGood) {
  rows.push([part, what, measured, asked, isGood ? 'ok' : 'NOT MET']);
  process.stderr.write(`${isGood ? 'ok     ' : 'NOT MET'} ${part}: ${what}: ${measured}\n`);
}

const world = await openWorld();
let failure;
try {
  const [one, two] = [await world.startServer('one'), await world.startServer('two')];
  await drillRevocation(world, one, two, report);
  await drillRotation(world, one, report);
  await drillOutages(world, one, report);
  await drillColdStarts(world, report);
  if (process.argv.includes('--removal')) await drillRemoval(world, report);
} catch (error) {
  failure = error;
} finally {
  await world.close();
}

const heading = ['part', 'what', 'measured', 'asked for', 'verdict'];
const lines = [heading, heading.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
process.stdout.write(`Node ${process.version}, ${cpus().length} cores\n\n${lines.join('\n')}\n`);
if (failure !== undefined) process.stderr.write(`${failure.stack}\n`);
process.exitCode = failure === undefined && rows.every((row) => row.at(-1) === 'ok') ? 0 : 1;
