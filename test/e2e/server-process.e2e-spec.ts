import { once } from 'node:events';
import { Agent, request as send } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { buildServer } from '../support/processes/built-server.js';
import { ServerProcess } from '../support/processes/server-process.js';
import { House } from '../support/server/house.js';
import { call } from '../support/server/http.js';

interface Outcome {
  readonly status: number;
  readonly connection: string | undefined;
}

/** One request of a client that keeps its connections and repeats nothing. */
function ask(url: string, agent: Agent, token: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume().once('end', () => {
        resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection });
      });
    });
    outgoing.once('error', reject).end();
  });
}

describe('The server as a process', () => {
  let house: House;
  let built: ReturnType<typeof buildServer>;
  const processes: ServerProcess[] = [];

  beforeAll(async () => {
    house = await House.open();
    built = buildServer();
  });
  afterAll(async () => {
    for (const { child, ended } of processes) {
      child.kill('SIGKILL');
      await ended;
    }
    built.remove();
    await house.close();
  });

  async function start(environment: Record<string, string> = {}): Promise<ServerProcess> {
    const started = new ServerProcess(join(built.directory, 'dist', 'main.js'), {
      ...house.environment,
      LOG_LEVEL: 'info',
      AWS_ENDPOINT_URL_DYNAMODB: process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      ...environment,
    });
    processes.push(started);
    await started.listening();
    return started;
  }

  /** A load balancer: asks without pause on many connections until it learns that the server is not ready any more. */
  function underLoad(url: string, token: string) {
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const outcomes: Outcome[] = [];
    const lost: string[] = [];
    let goesOn = true;
    const client = async () => {
      while (goesOn) {
        try {
          outcomes.push(await ask(`${url}/v1/me`, agent, token));
        } catch (error) {
          lost.push((error as NodeJS.ErrnoException).code ?? 'unknown');
        }
      }
    };
    const clients = Promise.all(Array.from({ length: 20 }, client));
    return {
      outcomes,
      lost,
      /** Resolves once so many more requests are answered. */
      more: async (count: number) => {
        const enough = outcomes.length + count;
        while (outcomes.length < enough) await ask(`${url}/health/live`, agent, token);
      },
      end: async () => {
        goesOn = false;
        await clients;
        agent.destroy();
      },
    };
  }

  it('is not ready any more, serves on for SHUTDOWN_DELAY, loses no request and exits with 0', async () => {
    const server = await start({ SHUTDOWN_DELAY: '5' });
    const load = underLoad(server.url, house.admin.accessToken);
    const readiness = () => call('GET', `${server.url}/health/ready`);
    await load.more(100);
    expect(await readiness()).toMatchObject({ status: 200 });
    server.kill('SIGTERM');
    let ready = await readiness();
    while (ready.status === 200) ready = await readiness();
    expect(ready).toMatchObject({ status: 503, body: { code: 'shutting_down' } });
    expect(ready.headers.get('content-type')).toContain('application/problem+json');
    const before = load.outcomes.length;
    await load.more(100);
    await load.end();
    expect(load.lost).toEqual([]);
    expect(new Set(load.outcomes.map(({ status }) => status))).toEqual(new Set([200]));
    const after = load.outcomes.slice(before);
    expect(new Set(after.map(({ connection }) => connection))).toEqual(new Set(['close']));
    await expect(server.ended).resolves.toBe(0);
    expect(server.errors).toBe('');
  });

  it('answers what is in flight when it does not wait, on the connection where it came', async () => {
    const server = await start();
    const { port } = new URL(server.url);
    const body = JSON.stringify({ name: 'Late', timeZone: 'Europe/Madrid' });
    const socket: Socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.write(
      [
        'POST /v1/clinics HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${house.admin.accessToken}`,
        'Content-Type: application/json',
        'Expect: 100-continue',
        `Content-Length: ${body.length}`,
        '\r\n',
      ].join('\r\n'),
    );
    // the server has read the headers once it says this
    await once(socket, 'data');
    server.kill('SIGTERM');
    await closedToOthers(Number(port));
    socket.write(body);
    await once(socket, 'close');
    expect(answer).toContain('HTTP/1.1 201 Created');
    expect(answer.toLowerCase()).toContain('connection: close');
    await expect(server.ended).resolves.toBe(0);
  });

  it('serves on when nobody reads its log, and says later how many lines were dropped', async () => {
    const server = await start();
    const notice = server.lineWhere(({ dropped }) => typeof dropped === 'number');
    server.stopReading();
    // each leaves two lines: 4,000 are several times what may wait for a reader
    for (let round = 0; round < 40; round += 1) {
      const refused = Array.from({ length: 100 }, () => call('GET', `${server.url}/v1/me`));
      const statuses = (await Promise.all(refused)).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([401]));
    }
    server.readOn();
    expect((await notice)['dropped']).toBeGreaterThan(0);
    server.stopReading();
    server.kill('SIGTERM');
    await expect(once(server.child, 'exit')).resolves.toEqual([0, null]);
    server.readOn();
  });

  it('says at its start where it listens, for which pool and with which table', async () => {
    const server = await start();
    expect(server.log.find(({ context }) => context === 'Start')).toMatchObject({
      address: server.url,
      userPools: [house.cognito.userPoolId],
      table: 'clinic-portal-test',
      version: '0.0.0-test',
    });
    server.kill('SIGINT');
    await expect(server.ended).resolves.toBe(0);
  });
});

/** Resolves when nobody listens on the port any more. */
async function closedToOthers(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const refused = await Promise.race([
      once(socket, 'connect').then(() => false),
      once(socket, 'error').then(() => true),
    ]).catch(() => true);
    socket.destroy();
    if (refused) return;
  }
}
