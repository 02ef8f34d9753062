import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { PolicyCheck } from '../../src/auth/policy/policy-check.js';
import type { Group } from '../../src/auth/groups.js';
import { House, type HouseUser } from '../support/server/house.js';

/** Who may pass, written down a second time and by hand: what the decorators say must agree with it. */
interface Row {
  readonly who: 'everyone' | 'whoever signed the body' | 'signed-in' | readonly Group[];
  /** Only in clinics of one's own. */
  readonly own?: true;
}

const appointments = '/v1/clinics/:clinicId/appointments';
const practitioners = '/v1/clinics/:clinicId/practitioners';
const patients = '/v1/clinics/:clinicId/patients';
const visitTypes = '/v1/clinics/:clinicId/visit-types';
const waitlist = '/v1/clinics/:clinicId/waitlist';
const endpoints = '/v1/clinics/:clinicId/webhook-endpoints';
const readers: Row = { who: ['clinic-staff', 'billing', 'admin'], own: true };
const writers: Row = { who: ['clinic-staff', 'admin'], own: true };
const administrators: Row = { who: ['admin'] };

const table: Readonly<Record<string, Row>> = {
  'GET /health/live': { who: 'everyone' },
  'GET /health/ready': { who: 'everyone' },
  'POST /v1/cognito-triggers': { who: 'whoever signed the body' },
  'GET /v1/clinics': administrators,
  'POST /v1/clinics': administrators,
  'GET /v1/clinics/:clinicId': { who: 'signed-in', own: true },
  'PATCH /v1/clinics/:clinicId': administrators,
  'PATCH /v1/clinics/:clinicId/settings': writers,
  [`GET ${practitioners}`]: { who: 'signed-in', own: true },
  [`POST ${practitioners}`]: writers,
  [`GET ${practitioners}/:practitionerId`]: { who: 'signed-in', own: true },
  [`PATCH ${practitioners}/:practitionerId`]: writers,
  [`GET ${visitTypes}`]: { who: 'signed-in', own: true },
  [`POST ${visitTypes}`]: writers,
  [`GET ${visitTypes}/:visitTypeId`]: { who: 'signed-in', own: true },
  [`PATCH ${visitTypes}/:visitTypeId`]: writers,
  'GET /v1/clinics/:clinicId/availability': readers,
  [`GET ${endpoints}`]: writers,
  [`POST ${endpoints}`]: writers,
  [`GET ${endpoints}/:endpointId`]: writers,
  [`PATCH ${endpoints}/:endpointId`]: writers,
  [`POST ${endpoints}/:endpointId/rotate-secret`]: writers,
  [`DELETE ${endpoints}/:endpointId`]: writers,
  [`GET ${endpoints}/:endpointId/failed-deliveries`]: writers,
  [`POST ${endpoints}/:endpointId/failed-deliveries/:deliveryId/redeliver`]: writers,
  'GET /v1/clinics/:clinicId/billing': { who: ['billing', 'admin'], own: true },
  'GET /v1/clinics/:clinicId/billing/export.csv': { who: ['billing', 'admin'], own: true },
  'PUT /v1/clinics/:clinicId/billing/:appointmentId': { who: ['billing', 'admin'], own: true },
  'GET /v1/clinics/:clinicId/calendar-feeds': writers,
  'POST /v1/clinics/:clinicId/calendar-feeds': writers,
  'DELETE /v1/clinics/:clinicId/calendar-feeds/:feedId': writers,
  'GET /v1/calendar-feeds/:file': { who: 'everyone' },
  [`GET ${waitlist}`]: writers,
  [`GET ${waitlist}/matches`]: writers,
  [`POST ${waitlist}`]: writers,
  [`GET ${waitlist}/:entryId`]: writers,
  [`PATCH ${waitlist}/:entryId`]: writers,
  [`POST ${waitlist}/:entryId/offer`]: writers,
  [`DELETE ${waitlist}/:entryId`]: writers,
  [`GET ${patients}`]: writers,
  [`POST ${patients}`]: writers,
  [`GET ${patients}/:patientId`]: readers,
  [`PATCH ${patients}/:patientId`]: writers,
  [`POST ${patients}/:patientId/merge`]: writers,
  [`DELETE ${patients}/:patientId`]: writers,
  [`GET ${appointments}`]: readers,
  [`POST ${appointments}`]: writers,
  [`GET ${appointments}/:appointmentId`]: readers,
  [`PATCH ${appointments}/:appointmentId`]: writers,
  [`DELETE ${appointments}/:appointmentId`]: { who: ['admin'], own: true },
  [`GET ${appointments}/:appointmentId/history`]: readers,
  [`POST ${appointments}/series`]: writers,
  [`POST ${appointments}/:appointmentId/book`]: writers,
  [`POST ${appointments}/:appointmentId/confirm`]: writers,
  [`POST ${appointments}/:appointmentId/check-in`]: writers,
  [`POST ${appointments}/:appointmentId/complete`]: writers,
  [`POST ${appointments}/:appointmentId/no-show`]: writers,
  [`POST ${appointments}/:appointmentId/cancel`]: writers,
  'GET /v1/users/:userId': administrators,
  'PATCH /v1/users/:userId': administrators,
  'POST /v1/users/:userId/sign-out': administrators,
  'POST /v1/doctor': administrators,
  'GET /v1/metrics': administrators,
  'GET /v1/me': { who: 'signed-in' },
  // these two end the sign-ins they are called with, and so stand last
  'POST /v1/me/sessions/current/revoke': { who: 'signed-in' },
  'POST /v1/me/sign-out': { who: 'signed-in' },
};

/** Callers whom no route lets in, with what they are told. */
const outsiders = {
  'no token': 'missing_token',
  garbage: 'malformed',
  'an ID token': 'wrong_token_use',
  'a disabled user': 'user_disabled',
  'a user who signed out': 'revoked',
  'a machine': 'scope_missing',
} as const;

/** Users in good order, by their groups and by whether the clinic in the path is theirs. */
const insiders: Readonly<Record<string, { readonly groups: readonly Group[]; readonly own: boolean }>> = {
  'a user without groups': { groups: [], own: true },
  'clinic staff': { groups: ['clinic-staff'], own: true },
  billing: { groups: ['billing'], own: true },
  'staff of another clinic': { groups: ['clinic-staff'], own: false },
  'billing of another clinic': { groups: ['billing'], own: false },
  'a user of no clinic': { groups: ['clinic-staff', 'billing'], own: false },
  'an administrator of another clinic': { groups: ['admin'], own: false },
  'an administrator of no clinic': { groups: ['admin'], own: false },
};

/** What routes answer that do not look at the token at all. */
function withoutToken({ who }: Row): string | undefined {
  if (who === 'everyone') return 'passes';
  return who === 'whoever signed the body' ? 'webhook_signature' : undefined;
}

/** What a route must answer to an insider: a refusal by its code, or that it lets them in. */
function verdict({ who, own }: Row, { groups, own: isOwn }: { groups: readonly Group[]; own: boolean }): string {
  if (typeof who !== 'string' && !who.some((group) => groups.includes(group))) return 'group_missing';
  return own === true && !isOwn && !groups.includes('admin') ? 'clinic_mismatch' : 'passes';
}

describe('every route, for every caller', () => {
  let house: House;
  let clinicId: string;
  const users = new Map<string, HouseUser>();
  const tokens = new Map<string, string | undefined>();

  beforeAll(async () => {
    house = await House.open({
      environment: { COGNITO_TRIGGER_SECRETS: `whsec_${btoa('for-this-test-and-nothing-else!!')}` },
      cognito: {
        pool: {
          resourceServers: [
            { identifier: 'portal', name: 'Portal API', scopes: [{ name: 'read', description: 'Read everything' }] },
          ],
        },
        clients: { server: { allowedOAuthFlows: ['client_credentials'], allowedOAuthScopes: ['portal/read'] } },
      },
    });
    clinicId = (await house.clinic()).clinicId;
    const elsewhere = (await house.clinic()).clinicId;
    for (const [name, { groups, own }] of Object.entries(insiders)) {
      const home = name.includes('of no clinic') ? undefined : own ? clinicId : elsewhere;
      users.set(name, await house.user(`${name.replaceAll(' ', '-')}@matrix.example`, groups, home));
    }
    for (const [name, { accessToken }] of users) tokens.set(name, accessToken);
    await inviteOutsiders();
  });
  afterAll(async () => {
    await house.close();
  });

  async function inviteOutsiders(): Promise<void> {
    const disabled = await house.user('disabled@matrix.example', ['admin', 'clinic-staff', 'billing'], clinicId);
    await mark(disabled, 'SET #status = :disabled', { '#status': 'status' }, { ':disabled': 'disabled' });
    const gone = await house.user('gone@matrix.example', ['admin', 'clinic-staff', 'billing'], clinicId);
    await house.request('POST', '/v1/me/sign-out', { token: gone.accessToken });
    tokens.set('no token', undefined);
    tokens.set('garbage', 'garbage');
    tokens.set('an ID token', house.admin.idToken);
    tokens.set('a disabled user', disabled.accessToken);
    tokens.set('a user who signed out', gone.accessToken);
    tokens.set('a machine', await machineToken());
  }

  async function mark({ sub }: HouseUser, expression: string, names: Record<string, string>, values: object) {
    await house.table.send(
      new UpdateCommand({
        TableName: 'clinic-portal-test',
        Key: { PK: `USER#${sub}`, SK: 'META' },
        UpdateExpression: expression,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ...values },
      }),
    );
  }

  /** A client_credentials token with a scope of its own (docs/cognito-facts.md#t14). */
  async function machineToken(): Promise<string> {
    const { issuer, clients } = house.cognito;
    const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
    const { token_endpoint: endpoint } = (await discovery.json()) as { token_endpoint: string };
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clients.server.id}:${clients.server.secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'portal/read' }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  /** Ids of things that do not exist: whoever passes the guards finds nothing, and changes nothing. */
  const addressOf = (path: string): string =>
    path
      .replace(':clinicId', clinicId)
      .replace(':userId', '00000000-0000-4000-8000-000000000000')
      .replace(/:\w+/g, 'nothing-here');

  async function answerTo(route: string, caller: string): Promise<string> {
    const [method = '', path = ''] = route.split(' ');
    const hasBody = ['POST', 'PATCH', 'PUT'].includes(method);
    const { status, body } = await house.request(method, addressOf(path), {
      token: tokens.get(caller),
      ...(hasBody && { body: {} }),
    });
    if (status >= 500) return `failed with ${status}`;
    return status === 401 || status === 403 ? String(body['code']) : 'passes';
  }

  it('stands in the table, and the table names no other', () => {
    const routes = house.app
      .get(PolicyCheck)
      .table()
      .map(({ method, path }) => `${method} ${path}`);
    expect([...routes].sort()).toEqual(Object.keys(table).sort());
  });

  it.each(Object.entries(table))('%s', async (route, row) => {
    if (route.startsWith('POST /v1/me/')) {
      for (const [name, user] of users) tokens.set(name, (await house.signIn(user)).accessToken);
    }
    const callers = [...Object.keys(outsiders), ...Object.keys(insiders)];
    const expected = [
      ...Object.entries(outsiders).map(([name, code]) => [name, withoutToken(row) ?? code] as const),
      ...Object.entries(insiders).map(([name, insider]) => [name, withoutToken(row) ?? verdict(row, insider)] as const),
    ];
    const answers: (readonly [string, string])[] = [];
    for (const caller of callers) answers.push([caller, await answerTo(route, caller)]);
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(expected));
  });
});
