import { setTimeout as wait } from 'node:timers/promises';
import { startTestCognito } from './test-cognito.js';
import type { CredentialSession } from '../../src/identity-pool/credentials.js';
import { FakeClock } from '../../src/fake-clock.js';
import type { FunctionServer } from './function-server.js';

/** Where Amazon Cognito, or a stand-in for it, answers, and what time it is there. */
export interface CognitoUnderTest {
  readonly endpoint: string;
  readonly region: string;
  now(): Date;
  /** Lets time go by: at once in an emulator, really on AWS. */
  elapse(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** What a case may need that not every endpoint has. */
export type Need = 'clock' | 'credentials' | 'functions' | 'mailbox' | 'pages';

const given = process.env['COGNITO_TEST_ENDPOINT'];
const onAws = given !== undefined && new URL(given).hostname.endsWith('.amazonaws.com');

// waiting for the next code of an authenticator app takes half a minute there
if (onAws) jest.setTimeout(300_000);

const onlyEmulated: Readonly<Record<Need, string>> = {
  clock: 'needs a clock that can be put forward',
  credentials: 'reads credentials that only the emulator can read',
  functions: 'needs functions of its own at the pool',
  mailbox: 'reads the emulator’s mailbox',
  pages: 'reads the emulator’s own pages',
};

/** Why a case cannot be run at this endpoint; undefined when it can. With no endpoint given, every case can. */
export function whyNot(needs: readonly Need[]): string | undefined {
  const [first] = needs;
  if (onAws && first !== undefined) return onlyEmulated[first];
  const mute = given !== undefined && process.env['AWS_ENDPOINT_URL_LAMBDA'] === undefined;
  return mute && needs.includes('functions') ? 'AWS_ENDPOINT_URL_LAMBDA is not set' : undefined;
}

/** A case that is run wherever its needs are met, and else is skipped under a name that says why. */
export function testWith(...needs: Need[]): (name: string, run: () => Promise<void>, timeout?: number) => void {
  const why = whyNot(needs);
  if (why === undefined) return test;
  return (name, run, timeout) => {
    test.skip(`${name} (${why})`, run, timeout);
  };
}

/** As `testWith`, for all cases of a subject. */
export function describeWith(...needs: Need[]): (name: string, cases: () => void) => void {
  const why = whyNot(needs);
  if (why === undefined) return describe;
  return (name, cases) => {
    describe.skip(`${name} (${why})`, cases);
  };
}

/**
 * Cognito at COGNITO_TEST_ENDPOINT: on AWS, such as `https://cognito-idp.us-east-1.amazonaws.com`, or an emulator in another
 * process. Without that variable an emulator is started for the caller, with a clock that stands still. `functions` answers
 * its triggers.
 */
export async function openCognito(functions?: FunctionServer): Promise<CognitoUnderTest> {
  if (given === undefined) {
    const cognito = await startTestCognito({ clock: new FakeClock(), lambdaEndpoint: functions?.endpoint });
    return emulator(cognito.endpoint, { stands: true, close: () => cognito.stop() });
  }
  const endpoint = new URL(given).origin;
  if (!onAws) return emulator(endpoint, { stands: false, close: () => setClock(endpoint, { now: new Date() }) });
  return {
    endpoint,
    region: new URL(given).hostname.split('.')[1] ?? '',
    now: () => new Date(),
    elapse: (seconds) => wait(seconds * 1000),
    close: () => Promise.resolve(),
  };
}

/** What the session token of an emulator's credentials says; undefined for one that it did not make. */
export async function readCredentials(endpoint: string, sessionToken: string): Promise<CredentialSession | undefined> {
  const response = await post(`${endpoint}/local/credentials`, { sessionToken });
  return response.ok ? ((await response.json()) as CredentialSession) : undefined;
}

/** An emulator by its switches: the same in this process and in another. */
async function emulator(
  endpoint: string,
  { stands, close }: { readonly stands: boolean; readonly close: () => Promise<unknown> },
): Promise<CognitoUnderTest> {
  const read = async (seconds: number) => ({
    there: await setClock(endpoint, { advanceSeconds: seconds }),
    here: Date.now(),
  });
  let last = await read(0);
  return {
    endpoint,
    region: 'us-east-1',
    now: () => new Date(last.there + (stands ? 0 : Date.now() - last.here)),
    async elapse(seconds) {
      last = await read(seconds);
    },
    async close() {
      await close();
    },
  };
}

async function setClock(endpoint: string, change: { advanceSeconds: number } | { now: Date }): Promise<number> {
  const response = await post(`${endpoint}/local/clock`, change);
  const { now } = (await response.json()) as { readonly now: string };
  return Date.parse(now);
}

function post(address: string, body: object): Promise<Response> {
  return fetch(address, { method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(45_000) });
}
