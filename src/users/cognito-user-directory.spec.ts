import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigService } from '@nestjs/config';
import type { Settings } from '../config/settings.js';
import { CognitoUserDirectory } from './cognito-user-directory.js';

describe('CognitoUserDirectory', () => {
  let answer: { status: number; body: object };
  let asked: { target: string; body: unknown }[];
  let server: Server;
  let directory: CognitoUserDirectory;

  beforeEach(async () => {
    answer = { status: 200, body: {} };
    asked = [];
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        asked.push({ target: String(request.headers['x-amz-target']).split('.')[1] ?? '', body: JSON.parse(text) });
        response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] =
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const auth = { pools: [{ userPoolId: 'eu-west-1_Test00001' }] };
    directory = new CognitoUserDirectory(new ConfigService<Settings, true>({ auth }));
  });
  afterEach(async () => {
    directory.onApplicationShutdown();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    delete process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'];
  });

  const failing = (status: number, type: string): void => {
    answer = { status, body: { __type: type, message: 'no' } };
  };

  it('tells what the pool knows of a user, and whether they are confirmed', async () => {
    answer.body = { UserStatus: 'CONFIRMED', UserAttributes: [{ Name: 'email', Value: 'eve@sunrise-eye.com' }] };
    await expect(directory.find('user-1')).resolves.toEqual({ email: 'eve@sunrise-eye.com', confirmed: true });
    answer.body = { UserStatus: 'UNCONFIRMED', UserAttributes: [] };
    await expect(directory.find('user-1')).resolves.toEqual({ email: undefined, confirmed: false });
  });

  it('makes a user a member of exactly the given groups, whatever they were in', async () => {
    await directory.setGroups('user-1', ['billing']);
    const member = { UserPoolId: 'eu-west-1_Test00001', Username: 'user-1' };
    expect(asked).toHaveLength(3);
    expect(asked).toEqual(
      expect.arrayContaining([
        { target: 'AdminRemoveUserFromGroup', body: { ...member, GroupName: 'admin' } },
        { target: 'AdminRemoveUserFromGroup', body: { ...member, GroupName: 'clinic-staff' } },
        { target: 'AdminAddUserToGroup', body: { ...member, GroupName: 'billing' } },
      ]),
    );
  });

  it('has nothing to tell of a user whom the pool no longer has', async () => {
    failing(400, 'UserNotFoundException');
    await expect(directory.find('user-1')).resolves.toBeUndefined();
    await directory.setEnabled('user-1', false);
    await directory.signOut('user-1');
    expect(asked.map(({ target }) => target)).toEqual(['AdminGetUser', 'AdminDisableUser', 'AdminUserGlobalSignOut']);
  });

  it.each([
    ['a refusal', 400, 'NotAuthorizedException', 1],
    ['a fault of its own, after three attempts', 500, 'InternalErrorException', 3],
  ])('says that the pool is unavailable on %s', async (_what, status, type, attempts) => {
    failing(status, type);
    await expect(directory.setEnabled('user-1', true)).rejects.toMatchObject({
      code: 'user_pool_unavailable',
      reason: type,
    });
    expect(asked).toHaveLength(attempts);
  });

  it('says so too when nobody listens there', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(directory.signOut('user-1')).rejects.toMatchObject({ code: 'user_pool_unavailable' });
  });
});
