import { relative } from 'node:path';
import type { PoolAddress } from '../demo/pool-client.js';
import type { Filled } from './fill-stack.js';
import type { StackFile } from './stack-file.js';

/** What a newcomer needs next: where things are, who can sign in, and two lines to paste. */
export function welcome(stack: StackFile, directory: string, { freeSlot }: Filled, localDir?: string): string {
  const { api, cognito, dynamodb, users } = stack;
  return [
    '',
    'The clinic portal is running; Ctrl-C stops it.',
    '',
    ...aligned([
      ['API', api],
      ['Documentation', `${api}/docs`],
      ['User pool', cognito.endpoint],
      ['Sign in', signInLink(cognito)],
      ['Mailbox', `${cognito.endpoint}/local/messages`],
      ['DynamoDB', `${dynamodb.endpoint} (table ${dynamodb.table})`],
      ['Data and logs', `${shown(directory)}/ (server.log, stack.json)`],
    ]),
    '',
    'Demo sign-ins',
    ...aligned([
      ['e-mail', 'password', 'group', 'clinic'],
      ...users.map(({ email, password, groups, clinicId }) => [email, password, groups.join(', '), clinicId ?? 'all']),
    ]),
    '',
    'Get a token, then book (paste into another terminal)',
    `  TOKEN=$(${variable(localDir)}npm run --silent token -- ${bookingUser(stack)})`,
    ...(freeSlot ? [`  ${bookingLine(api, freeSlot)}`] : []),
    '',
  ].join('\n');
}

/** What a client of the pool alone needs. */
export function poolWelcome(pool: PoolAddress, directory: string): string {
  const { web, mobile, server } = pool.clients;
  return [
    '',
    'The user pool is running; Ctrl-C stops it.',
    '',
    ...aligned([
      ['Endpoint', pool.endpoint],
      ['Issuer', pool.issuer],
      ['Region', pool.region],
      ['User pool', pool.userPoolId],
      ['Web client', web],
      ['Mobile client', mobile],
      ['Server client', `${server.id} (its secret is in cognito.json)`],
      ['Identity pool', pool.identityPoolId],
      ['Mailbox', `${pool.endpoint}/local/messages`],
      ['Data', `${shown(directory)}/ (cognito.json says all of this)`],
    ]),
    '',
  ].join('\n');
}

/** The sign-in page, as the web client would open it. It ends at the page that `npm start` allows as a callback. */
function signInLink({ endpoint, clients }: PoolAddress): string {
  const query = new URLSearchParams({
    client_id: clients.web,
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: 'http://localhost:5173/callback',
  });
  return `${endpoint}/login?${query.toString()}`;
}

/** A directory as one would type it. */
function shown(directory: string): string {
  const fromHere = relative(process.cwd(), directory);
  return fromHere === '' || fromHere.startsWith('..') ? directory : fromHere;
}

const bookingUser = ({ users }: StackFile): string =>
  (users.find(({ groups, clinicId }) => groups.includes('clinic-staff') && clinicId === 'CLN-001') ?? users[0])
    ?.email ?? '<email>';

function bookingLine(api: string, slot: object): string {
  const body = JSON.stringify({ ...slot, patientName: 'Ada Lovelace' });
  return `curl -s ${api}/v1/clinics/CLN-001/appointments -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '${body}'`;
}

const variable = (localDir: string | undefined): string =>
  localDir === undefined ? '' : `LOCAL_DIR='${localDir.replaceAll("'", String.raw`'\''`)}' `;

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
