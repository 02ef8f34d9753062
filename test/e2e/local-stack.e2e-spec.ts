import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AdminCreateUserCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { startPortalCognito } from '../../local/portal-pool.js';
import { poolClient, signIn } from '../../local/demo/pool-client.js';
import { PortalApi } from '../../local/demo/portal-api.js';
import { isRunning } from '../../local/processes/process-table.js';
import { type StackFile } from '../../local/stack/stack-file.js';
import { gone, LaunchedStack } from '../support/processes/launched-stack.js';

interface Appointment {
  id: string;
  startsAt: string;
  endsAt: string;
  patientName: string;
}

interface Page<T> {
  items: T[];
}

// the first start may have to build the server
jest.setTimeout(120_000);

describe('npm start', () => {
  let directory: string;
  let launched: LaunchedStack[];
  const endings: (() => Promise<void>)[] = [];

  beforeAll(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'stack-')), 'data');
    launched = [];
  });

  afterAll(async () => {
    for (const stack of launched) await stack.stop();
    for (const end of endings) await end();
    rmSync(join(directory, '..'), { recursive: true });
  });

  const launch = (environment?: Record<string, string>, where = directory) => {
    const stack = new LaunchedStack(where, environment);
    launched.push(stack);
    return stack;
  };

  const token = async (...words: string[]) => {
    const environment = { PATH: process.env['PATH'], LOCAL_DIR: directory };
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'local/token.ts', ...words],
      {
        env: environment,
      },
    );
    expect(stderr).toBe('');
    return stdout.trim();
  };

  const portal = async ({ api }: StackFile, email: string) => new PortalApi(api, await token(email));

  // the demonstration covers three days to each side of today
  const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  const appointments = async (api: PortalApi, clinicId: string) => {
    const range = new URLSearchParams({ from: dayFromNow(-5), to: dayFromNow(5), limit: '100' });
    return (await api.get(`/v1/clinics/${clinicId}/appointments?${range.toString()}`)).body as Page<Appointment>;
  };

  describe('from nothing', () => {
    let stack: LaunchedStack;
    let file: StackFile;

    beforeAll(async () => {
      stack = launch();
      file = await stack.ready();
    });

    it('says where things are and nothing else, neither warnings nor the server’s log', () => {
      expect(stack.errors).toBe('');
      expect(stack.output).toContain(file.api);
      expect(stack.output).toContain(`${file.cognito.endpoint}/local/messages`);
      expect(stack.output).not.toContain('"level"');
    });

    it('keeps its secrets to the owner, in the documented shape', () => {
      expect(statSync(directory).mode & 0o777).toBe(0o700);
      expect(statSync(join(directory, 'stack.json')).mode & 0o777).toBe(0o600);
      expect(file).toEqual({
        api: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
        cognito: {
          endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
          issuer: `${file.cognito.endpoint}/${file.cognito.userPoolId}`,
          region: 'us-east-1',
          userPoolId: expect.stringMatching(/^us-east-1_\w+$/) as string,
          identityPoolId: expect.stringMatching(/^us-east-1:[0-9a-f-]{36}$/) as string,
          clients: {
            web: expect.any(String) as string,
            mobile: expect.any(String) as string,
            server: { id: expect.any(String) as string, secret: expect.any(String) as string },
          },
        },
        dynamodb: {
          endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
          table: 'clinic-portal-local',
        },
        users: [
          ['admin@portal.clinic.com', 'admin', null],
          ['staff@sunrise-eye.com', 'clinic-staff', 'CLN-001'],
          ['billing@sunrise-eye.com', 'billing', 'CLN-001'],
          ['staff@valleyoptometry.com', 'clinic-staff', 'CLN-002'],
          ['billing@valleyoptometry.com', 'billing', 'CLN-002'],
        ].map(([email, group, clinicId]) => ({
          ...{ email, groups: [group], clinicId, password: expect.any(String) as string },
        })),
      });
    });

    it('serves the demonstration clinics, each to its own users', async () => {
      const admin = await portal(file, 'admin@portal.clinic.com');
      const { items } = (await admin.get('/v1/clinics')).body as Page<{ id: string; name: string; timeZone: string }>;
      expect(items.map(({ id, name, timeZone }) => [id, name, timeZone]).sort()).toEqual([
        ['CLN-001', 'Sunrise Eye Care', 'America/New_York'],
        ['CLN-002', 'Valley Optometry', 'America/Los_Angeles'],
      ]);
      for (const { id } of items) {
        const { body } = await admin.get(`/v1/clinics/${id}/practitioners`);
        expect((body as Page<unknown>).items).toHaveLength(2);
        expect((await appointments(admin, id)).items.length).toBeGreaterThanOrEqual(30);
      }
      const billing = await portal(file, 'billing@valleyoptometry.com');
      expect((await billing.get('/v1/clinics/CLN-002/appointments')).status).toBe(200);
      expect((await billing.get('/v1/clinics/CLN-001/appointments')).status).toBe(403);
    });

    it('prints a token that books what it prints to be booked, once', async () => {
      const printed = /TOKEN=\$\(LOCAL_DIR='(.+)' npm run --silent token -- (\S+)\)\n +curl -s (\S+) .*-d '(.+)'/.exec(
        stack.output,
      );
      const [, localDir, email, address, body] = printed ?? [];
      expect(localDir).toBe(directory);
      const staff = new PortalApi(String(address), await token(String(email)));
      const booking: unknown = JSON.parse(String(body));
      expect(await staff.post('', booking)).toMatchObject({ status: 201, body: { patientName: 'Ada Lovelace' } });
      expect((await staff.post('', booking)).status).toBe(409);
    });

    it('gives an ID token on request, which the API refuses', async () => {
      const api = new PortalApi(file.api, await token('--id', 'staff@sunrise-eye.com'));
      expect((await api.get('/v1/me')).status).toBe(401);
    });

    it('prints a link to its sign-in page', async () => {
      const [link = ''] = /http\S+\/login\?\S+/.exec(stack.output) ?? [];
      const page = await fetch(link);
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('name="password"')]);
    });

    it.each([
      ['is a file', 'file'],
      ['lies inside a file', join('file', 'data')],
    ])('says in one sentence that LOCAL_DIR %s', async (why, path) => {
      const place = join(directory, '..', path);
      writeFileSync(join(directory, '..', 'file'), 'keep me');
      const second = launch({}, place);
      expect(await second.end()).toBe(1);
      expect(second.errors).toBe(`LOCAL_DIR is ${place}, which ${why}: set it to a directory for the data.\n`);
      expect(readFileSync(join(directory, '..', 'file'), 'utf8')).toBe('keep me');
    });

    it('refuses a second stack on the same data', async () => {
      const second = launch();
      expect(await second.end()).toBe(1);
      expect(second.errors).toMatch(/^A stack already runs in .+ \(process \d+\): .+\n$/);
    });

    it.each(['PORT', 'LOCAL_COGNITO_PORT'])(
      'names a taken %s in one sentence, and leaves nothing behind',
      async (name) => {
        const { port } = new URL(name === 'PORT' ? file.api : file.cognito.endpoint);
        const elsewhere = join(directory, '..', name);
        const second = launch({ [name]: port }, elsewhere);
        expect(await second.end()).toBe(1);
        expect(second.errors).toBe(
          `Port ${port} is already in use: set ${name} to another port, or to 0 for any free one.\n`,
        );
        expect(readdirSync(elsewhere)).toEqual([]);
      },
    );

    it('stops on Ctrl-C with exit code 0, leaving data and logs but no process', async () => {
      const { server, engine } = stack.children();
      expect(await stack.stop('SIGINT')).toBe(0);
      expect([server, engine].map(isRunning)).toEqual([false, false]);
      expect(readdirSync(directory).sort()).toEqual(['cognito', 'demo.json', 'dynamodb.db', 's3', 'server.log']);
      // what the server refused above
      expect(stack.errors).toMatch(/^server: denied: clinic_mismatch: .+\nserver: denied: wrong_token_use: .+\n$/);
      await expect(token('staff@sunrise-eye.com')).rejects.toThrow('No stack is running');
    });
  });

  describe('once more', () => {
    it('keeps what people booked and deleted, through a kill -9 as well', async () => {
      const first = launch();
      const before = await first.ready();
      const admin = await portal(before, 'admin@portal.clinic.com');
      const [deleted, ...kept] = (await appointments(admin, 'CLN-001')).items;
      await fetch(`${before.api}/v1/clinics/CLN-001/appointments/${String(deleted?.id)}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${await token('admin@portal.clinic.com')}` },
      });
      const { server, engine } = first.children();
      expect(await first.stop('SIGKILL')).toBeNull();
      await gone(server);
      expect(isRunning(engine)).toBe(true);

      const second = launch();
      const after = await second.ready();
      expect(isRunning(engine)).toBe(false);
      expect(second.errors).toBe('');
      expect(after.cognito.userPoolId).toBe(before.cognito.userPoolId);
      expect(after.users).toEqual(before.users);
      const again = await portal(after, 'admin@portal.clinic.com');
      const { items } = await appointments(again, 'CLN-001');
      expect(items).toEqual(kept);
      expect(items.map(({ patientName }) => patientName)).toContain('Ada Lovelace');

      // and a part that ends by itself ends the whole
      const children = second.children();
      process.kill(children.server.pid, 'SIGKILL');
      expect(await second.end()).toBe(1);
      expect(second.errors).toBe('The server ended by itself: what it said last is in server.log.\n');
      expect(isRunning(children.engine)).toBe(false);
    });

    it('lets the server’s variables win that are set, and says that the demo sign-ins do not reach another pool', async () => {
      const other = await startPortalCognito();
      const client = poolClient(other);
      endings.push(() => other.stop());
      const user = { UserPoolId: other.userPoolId, Username: 'someone@example.com' };
      await client.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
      await client.send(new AdminSetUserPasswordCommand({ ...user, Password: 'Demo-1234', Permanent: true }));
      const stack = launch({
        COGNITO_ISSUER: other.issuer,
        COGNITO_USER_POOL_ID: other.userPoolId,
        COGNITO_CLIENT_IDS: other.clients.server.id,
        TABLE_NAME: 'another-table',
      });
      const file = await stack.ready();
      expect(stack.output).toContain('the demo sign-ins below do not reach that pool');
      expect(file.dynamodb.table).toBe('another-table');
      const { accessToken } = await signIn(client, other, user.Username, 'Demo-1234');
      expect((await new PortalApi(file.api, accessToken).get('/v1/me')).status).toBe(200);
      expect((await (await portal(file, 'staff@sunrise-eye.com')).get('/v1/me')).status).toBe(401);
      expect(await stack.stop('SIGTERM')).toBe(0);
      client.destroy();
    });
  });
});
