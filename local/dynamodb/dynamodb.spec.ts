import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { isRunning, type ProcessMark, startOf } from '../processes/process-table.js';
import { stopChild } from '../processes/stop-process.js';
import { type DynamoDbOptions, type RunningDynamoDb, startDynamoDb } from './dynamodb.js';
import { ensureTable, readTableDefinition } from './table.js';

describe('startDynamoDb', () => {
  let directory: string;
  const running: RunningDynamoDb[] = [];
  const environment = { PATH: process.env['PATH'] };

  const start = async (options: DynamoDbOptions) => {
    const started = await startDynamoDb({ environment, ...options });
    running.push(started);
    return started;
  };

  const clientOf = (endpoint: string) =>
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });

  const tables = async ({ endpoint }: RunningDynamoDb) => {
    const client = clientOf(endpoint);
    const { TableNames } = await client.send(new ListTablesCommand({}));
    client.destroy();
    return TableNames;
  };

  const createTable = async ({ endpoint }: RunningDynamoDb, name: string) => {
    const client = clientOf(endpoint);
    const created = await ensureTable(client, name, readTableDefinition());
    client.destroy();
    return created;
  };

  const noted = () => JSON.parse(readFileSync(join(directory, 'dynamodb.pid'), 'utf8')) as ProcessMark;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  });

  afterEach(async () => {
    for (const engine of running.splice(0)) await engine.stop();
    rmSync(directory, { recursive: true });
  });

  it('serves in memory, each engine on its own', async () => {
    const [one, other] = await Promise.all([start({ inMemory: true }), start({ inMemory: true })]);
    expect(await createTable(one, 'clinic')).toBe(true);
    expect(await tables(one)).toEqual(['clinic']);
    expect(await tables(other)).toEqual([]);
  });

  it('keeps its data between two starts and leaves neither process, pid file nor lock behind', async () => {
    const first = await start({ directory });
    await createTable(first, 'clinic');
    const mark = noted();
    await first.stop();
    expect(isRunning(mark)).toBe(false);
    expect(readdirSync(directory)).toEqual(['dynamodb.db']);
    const second = await start({ directory });
    expect(await createTable(second, 'clinic')).toBe(false);
    expect(await tables(second)).toEqual(['clinic']);
  });

  it('refuses a data file that is in use, and does not disturb its user', async () => {
    const first = await start({ directory });
    await expect(start({ directory })).rejects.toThrow(`in use by process ${process.pid}`);
    expect(await tables(first)).toEqual([]);
  });

  it('ends the engine that a killed launcher left behind, then serves the same data', async () => {
    const first = await start({ directory });
    await createTable(first, 'clinic');
    const mark = noted();
    // what kill -9 leaves: the engine and its note, and the lock of a process that is gone
    const [lock] = readdirSync(directory).filter((file) => file.endsWith('.lock'));
    rmSync(join(directory, String(lock)));
    writeFileSync(join(directory, 'dynamodb.4194304.1.lock'), '');
    const second = await start({ directory });
    expect(isRunning(mark)).toBe(false);
    expect(await tables(second)).toEqual(['clinic']);
  });

  it('never ends a process that merely has the noted number', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const pid = Number(stranger.pid);
    writeFileSync(join(directory, 'dynamodb.pid'), JSON.stringify({ pid, startedAt: startOf(pid) }));
    await start({ directory });
    expect(startOf(pid)).toBeDefined();
    expect(noted().pid).not.toBe(pid);
    await stopChild(stranger, 1_000);
  });

  it('tells when the engine ends unasked, and not when it is stopped', async () => {
    let ended = 0;
    let hear: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => (hear = resolve));
    const onUnexpectedEnd = () => {
      ended += 1;
      hear();
    };
    const stopped = await start({ directory, onUnexpectedEnd });
    await stopped.stop();
    expect(ended).toBe(0);
    await start({ directory, onUnexpectedEnd });
    process.kill(noted().pid, 'SIGKILL');
    await heard;
    expect(ended).toBe(1);
  });

  it('starts nothing when AWS_ENDPOINT_URL_DYNAMODB names one', async () => {
    const given = await start({ directory, environment: { AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.example' } });
    expect(given).toMatchObject({ endpoint: 'https://dynamodb.example', embedded: false });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('refuses to try things out on a DynamoDB that is not on this machine', async () => {
    const options = { inMemory: true, environment: { AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.example' } } as const;
    await expect(start(options)).rejects.toThrow('not on this machine');
  });

  it('says what the engine complains about, and lets go of the directory', async () => {
    writeFileSync(join(directory, 'dynamodb.db'), 'this is no database file, whatever its name says'.repeat(100));
    await expect(start({ directory })).rejects.toThrow(/does not start: .*SQLite database/);
    expect(existsSync(join(directory, 'dynamodb.pid'))).toBe(false);
    rmSync(join(directory, 'dynamodb.db'));
    await start({ directory });
  });
});
