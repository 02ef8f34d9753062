import { startPortalCognito } from '../../local/portal-pool.js';
import type { createApp } from '../../src/app.js';
import { sdkFor } from '../../packages/cognito-emulator/test/support/cognito-clients.js';
import { createUser } from '../../test/support/server/house.js';

/** One caller may have eight requests in flight, so that many clients need several users. */
const users = 40;

/** The server as `npm run build` leaves it, with a clinic, practitioners, a patient and a visit type. */
export async function startServer(table: string) {
  const cognito = await startPortalCognito();
  process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] = cognito.endpoint;
  const pool = sdkFor(cognito);
  const address = new URL('../../dist/app.js', import.meta.url).href;
  const built = (await import(address)) as { createApp: typeof createApp };
  const app = await built.createApp({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    AWS_REGION: cognito.region,
    COGNITO_USER_POOL_ID: cognito.userPoolId,
    COGNITO_CLIENT_IDS: Object.values(cognito.clients)
      .map(({ id }) => id)
      .join(','),
    COGNITO_ISSUER: cognito.issuer,
    TABLE_NAME: table,
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const tokens: string[] = [];
  for (let index = 0; index < users; index += 1) {
    tokens.push((await createUser(pool, cognito, `admin${index}@bench.example`, ['admin'])).accessToken);
  }
  const make = async (path: string, body: unknown): Promise<string> => {
    const answer = await fetch(`${url}/v1/clinics${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens[0] ?? ''}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { id } = (await answer.json()) as { id?: string };
    if (id === undefined) throw new Error(`POST ${path} answered ${answer.status}`);
    return id;
  };
  const clinicId = await make('', { name: 'Bench', timeZone: 'UTC' });
  const practitionerIds: string[] = [];
  for (let index = 0; index < 200; index += 1) {
    practitionerIds.push(await make(`/${clinicId}/practitioners`, { name: `Dr. ${index}` }));
  }
  const patientId = await make(`/${clinicId}/patients`, { name: 'Ada Example' });
  const visitTypeId = await make(`/${clinicId}/visit-types`, {
    name: 'Eye test',
    durationMinutes: 30,
    practitionerIds: practitionerIds.slice(0, 1),
  });
  return {
    url,
    clinicId,
    practitionerIds,
    patientId,
    visitTypeId,
    token: (client: number) => tokens[client % tokens.length] ?? '',
    stop: async () => {
      await app.close();
      pool.destroy();
      await cognito.stop();
    },
  };
}
