import { end, nextMessage, start } from './processes.mjs';
import { clinicId } from './tokens.mjs';

/** The servers of one round, one process for each script: this server's two routes belong to one process, as in production. */
export class Servers {
  constructor({ pool, store, core, pinned, profile, logLevel }) {
    const flags = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
    const env = {
      NODE_ENV: 'production',
      BENCH_POOL: JSON.stringify(pool),
      BENCH_LOG_LEVEL: logLevel,
      AWS_ENDPOINT_URL_DYNAMODB: store.endpoint,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    };
    this.settings = { core, pinned, flags, env };
    this.running = new Map();
  }

  async start(chosen) {
    const servers = [];
    for (const contender of chosen) {
      const { child, url } = await this.processOf(contender);
      servers.push({ ...contender, pid: child.pid, url: `${url}/v1/bench/${clinicId}${contender.route ?? ''}` });
    }
    return servers;
  }

  async processOf({ script, args = [] }) {
    const command = [script, ...args].join(' ');
    if (!this.running.has(command)) {
      const child = start(script, { ...this.settings, args });
      this.running.set(command, { child, ...(await nextMessage(child, script)) });
    }
    return this.running.get(command);
  }

  async end() {
    await Promise.all([...this.running.values()].map(({ child }) => end(child)));
    this.running.clear();
  }
}
