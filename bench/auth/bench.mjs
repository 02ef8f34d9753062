// `npm run bench:auth`: what authentication costs here and elsewhere, side by side, on 127.0.0.1 alone.
import { availableParallelism, loadavg } from 'node:os';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contenders } from './contenders.mjs';
import { startKeyServer, startStore } from './neighbours.mjs';
import { endAll, nextMessage, processorTime, start } from './processes.mjs';
import { printMachine, printMicro, printRefusals, printTable, printVerdicts } from './report.mjs';
import { Servers } from './servers.mjs';
import { mint, newUsers, poolFacts, withWrongSignature } from './tokens.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** Only contenders whose name matches this; for tuning. */
    only: { type: 'string', default: '' },
    rounds: { type: 'string' },
    /** A folder for processor profiles of the servers; they make everything slower. */
    profile: { type: 'string' },
    /** The log level of this server: at `info` it also writes a line for each request. */
    log: { type: 'string', default: 'warn' },
  },
});
const connections = 64;
const rounds = Number(options.rounds ?? (options.quick ? 1 : 5));
// the machine's own speed changes from second to second: short turns, so that all meet the same
const turns = 8;
const seconds = 0.25;
const newTokens = 512;
const measured = contenders.filter(({ name }) => new RegExp(options.only).test(name));
const limit = 12 * 60_000;

const pinned = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;
const [serverCore, loadCore] = [0, 1];

async function main() {
  prepare();
  const users = newUsers(1_000);
  const people = { active: users, signedOut: newUsers(1), disabled: newUsers(1) };
  const tokens = {
    one: await mint(1, users),
    thousand: await mint(1_000, users),
    warmUp: await mint(4 * newTokens, users),
    fresh: await mint(newTokens * turns * rounds, users),
  };
  const keyServer = await startKeyServer(poolFacts.jwks);
  const store = await startStore([...users, ...people.signedOut, ...people.disabled], (sub) => ({
    ...(people.signedOut.includes(sub) && { signed_out_before: { N: '9999999999' } }),
    ...(people.disabled.includes(sub) && { status: { S: 'disabled' } }),
  }));
  const load = start('load.mjs', { core: loadCore, pinned });
  try {
    printMachine({ pinned, connections, rounds, turns, seconds, newTokens, logLevel: options.log, load: loadavg() });
    const pool = { ...poolFacts, jwksUri: keyServer.jwksUri, tableName: store.tableName };
    const { profile, log: logLevel } = options;
    const servers = new Servers({ pool, store, core: serverCore, pinned, profile, logLevel });
    const runner = new Runner(load, servers, tokens);
    const results = await runner.run();
    printTable(results);
    printVerdicts(results);
    if (measured.some(({ id }) => id === 'guarded')) {
      printRefusals(await runner.runRefusals('guarded', await refusedTokens(tokens, people)));
    }
    // only now: it loads the server's build, which was made anew above
    const { measureVerification } = await import('./micro.mjs');
    printMicro(await measureVerification(options.quick ? 50 : 200));
    console.log(
      `Load of the machine at the end: ${loadavg()
        .map((each) => each.toFixed(1))
        .join(' ')}`,
    );
  } finally {
    keyServer.stop();
    await store.stop();
  }
}

/** Tokens that the guarded route refuses, beside those that it accepts. */
async function refusedTokens(tokens, { active, signedOut, disabled }) {
  const now = Math.floor(Date.now() / 1000);
  const past = { iat: now - 7_200, auth_time: now - 7_200, exp: now - 3_600 };
  const few = 512;
  return [
    { kind: 'accepted, repeated', tokens: tokens.one, accepted: true },
    { kind: 'expired, repeated', tokens: await mint(1, active, past) },
    { kind: 'badly signed, repeated', tokens: tokens.one.map(withWrongSignature) },
    { kind: 'signed out, repeated', tokens: await mint(1, signedOut) },
    { kind: 'user disabled, repeated', tokens: await mint(1, disabled) },
    { kind: 'group missing, repeated', tokens: await mint(1, active, { 'cognito:groups': ['billing'] }) },
    { kind: 'accepted, all new', tokens: () => mint(few, active), accepted: true },
    { kind: 'expired, all new', tokens: () => mint(few, active, past) },
    { kind: 'badly signed, all new', tokens: async () => (await mint(few, active)).map(withWrongSignature) },
  ];
}

/** The rivals' packages are not the server's: they are installed beside it at first use, and the server is built anew. */
function prepare() {
  for (const folder of ['rivals', 'rivals/nestjs-cognito']) {
    const directory = fileURLToPath(new URL(folder, import.meta.url));
    if (!existsSync(`${directory}/node_modules`)) run('npm', ['ci', '--loglevel=error'], directory);
  }
  run('npm', ['run', '--silent', 'build'], fileURLToPath(new URL('../..', import.meta.url)));
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

class Runner {
  constructor(load, servers, tokens) {
    this.load = load;
    this.servers = servers;
    this.tokens = tokens;
    this.results = new Map(measured.map(({ name }) => [name, { one: [], thousand: [], fresh: [] }]));
  }

  /** Each round has processes of its own: how one happens to lie in memory makes it faster or slower for as long as it lives. */
  async run() {
    const deadline = performance.now() + limit;
    for (let round = 0; round < rounds && performance.now() < deadline; round += 1) {
      const servers = await this.ready(measured);
      for (let turn = 0; turn < turns; turn += 1) {
        const order = turn % 2 === 0 ? servers : servers.toReversed();
        for (const server of order) await this.measure(server, round * turns + turn);
      }
      await this.servers.end();
    }
    return measured.map((contender) => ({ ...contender, samples: this.results.get(contender.name) }));
  }

  /** Started, checked, and warm: its code compiled, its caches filled. */
  async ready(chosen) {
    const servers = await this.servers.start(chosen);
    for (const server of servers) {
      await this.checkAnswers(server);
      await this.fire(server, { tokens: this.tokens.thousand, seconds: 2 });
      if (server.guarded) await this.fire(server, { tokens: this.tokens.warmUp, amount: this.tokens.warmUp.length });
    }
    return servers;
  }

  /** Nothing is measured that does not do what it is for. */
  async checkAnswers({ name, url, guarded }) {
    const statusWith = async (headers) => (await fetch(url, { headers })).status;
    const [token] = this.tokens.one;
    const given = [
      await statusWith({ authorization: `Bearer ${token}` }),
      ...(guarded
        ? [await statusWith({}), await statusWith({ authorization: `Bearer ${withWrongSignature(token)}` })]
        : []),
    ];
    const wanted = guarded ? '200 401 401' : '200';
    if (given.join(' ') !== wanted) throw new Error(`${name} answered ${given.join(' ')} instead of ${wanted}`);
  }

  async measure(server, turn) {
    const samples = this.results.get(server.name);
    samples.one.push(await this.steady(server, this.tokens.one));
    if (!server.guarded) return;
    samples.thousand.push(await this.steady(server, this.tokens.thousand));
    const fresh = this.tokens.fresh.slice(turn * newTokens, (turn + 1) * newTokens);
    samples.fresh.push(await this.fire(server, { tokens: fresh, amount: fresh.length }));
  }

  /** What was forgotten since the last turn is read again first, which does not count. */
  async steady(server, tokens) {
    await this.fire(server, { tokens, amount: Math.max(256, tokens.length) });
    return this.fire(server, { tokens, seconds });
  }

  /** What refusing costs over HTTP, round about with accepting. */
  async runRefusals(contender, kinds) {
    const [server] = await this.ready(measured.filter(({ id }) => id === contender));
    const samples = new Map(kinds.map(({ kind }) => [kind, []]));
    for (let round = 0; round < Math.min(rounds, 3); round += 1) {
      for (const { kind, tokens, accepted = false } of kinds) {
        const run = Array.isArray(tokens) ? { tokens, seconds: 1 } : await freshRun(tokens);
        samples.get(kind).push(await this.fire(server, { ...run, refused: !accepted }));
      }
    }
    return kinds.map(({ kind }) => ({ kind, samples: samples.get(kind) }));
  }

  async fire({ name, url, pid }, { refused: isRefused = false, ...run }) {
    const before = processorTime(pid);
    this.load.send({ url, connections, ...run });
    const { failure, perSecond, answers, refused, errors } = await nextMessage(this.load, 'the load');
    if (failure !== undefined) throw new Error(failure);
    if (errors > 0 || refused !== (isRefused ? answers : 0))
      throw new Error(`${name}: ${refused} refused and ${errors} failed of ${answers}`);
    const after = processorTime(pid);
    return { perSecond, microseconds: after === undefined ? undefined : ((after - before) * 1e6) / answers };
  }
}

async function freshRun(mintNew) {
  const tokens = await mintNew();
  return { tokens, amount: tokens.length };
}

try {
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await endAll();
}
