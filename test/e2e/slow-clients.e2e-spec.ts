import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { House } from '../support/server/house.js';

type LogLine = Readonly<Record<string, unknown>>;

describe('Clients that are slow or go away', () => {
  let house: House;
  const log: LogLine[] = [];
  let logged: () => void = () => undefined;

  beforeAll(async () => {
    house = await House.open({
      environment: { LOG_LEVEL: 'info' },
      logDestination: {
        write: (line) => {
          log.push(JSON.parse(line) as LogLine);
          logged();
        },
      },
    });
  });
  afterAll(() => house.close());

  /** Sends the headers of a booking and waits until the server has read them. */
  async function beginBody(length: number): Promise<Socket> {
    const socket = connect(Number(new URL(house.url).port), '127.0.0.1');
    const head = [
      'POST /v1/clinics HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${house.admin.accessToken}`,
      'Content-Type: application/json',
      'Expect: 100-continue',
      `Content-Length: ${length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await once(socket, 'data');
    return socket;
  }

  it('are noted in one line without a stack when they go away in the middle of a body', async () => {
    const line = new Promise<LogLine>((resolve) => {
      logged = () => {
        const problem = log.find(({ context }) => context === 'Problem');
        if (problem !== undefined) resolve(problem);
      };
    });
    const socket = await beginBody(1_000);
    socket.write('{"name":');
    socket.resetAndDestroy();
    const problem = await line;
    expect(problem).toMatchObject({ level: 'warn', code: 'invalid_request', reason: expect.any(String) as string });
    expect(problem).not.toHaveProperty('error');
    expect(JSON.stringify(log)).not.toContain('"stack"');
  });

  it('are refused with 408 when a body drips, while a thousand others send theirs at once and all are answered', async () => {
    const began = Date.now();
    const slow = await beginBody(60_000);
    let answer = '';
    slow.setEncoding('utf8').on('data', (text: string) => (answer += text));
    const drip = setInterval(() => slow.write(' '), 500);
    const closed = once(slow, 'close');

    // the answer names the fault, so that it comes after the whole body
    const body = { name: 'x'.repeat(15_000), timeZone: 'Europe/Madrid' };
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, () =>
        house.request('POST', '/v1/clinics', { token: house.admin.accessToken, body }),
      ),
    );
    expect(new Set(answers.map(({ body: { code } }) => code))).toEqual(new Set(['invalid_request']));

    await closed;
    clearInterval(drip);
    expect(answer).toContain('HTTP/1.1 408 Request Timeout');
    expect(answer).toContain('content-type: application/problem+json');
    expect(answer).toContain('"code":"request_timeout"');
    // the limit is what this test is about: 10 s, or longer while the server is busy
    expect(Date.now() - began).toBeLessThan(45_000);
  });
});
