import {
  AdminAddUserToGroupCommand,
  AdminInitiateAuthCommand,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import type { TestCognito } from '../support/test-cognito.js';
import { startTestCognito } from '../support/test-cognito.js';
import type { PreTokenGenerationVersion } from '../../src/pool/pool-configuration.js';
import type { TriggerEvent } from '../../src/triggers/trigger-event.js';
import { newUser, sdkFor, secretHash } from '../support/cognito-clients.js';

const password = 'Correct1horse';
const ownScope = 'aws.cognito.signin.user.admin';

describe('PreTokenGeneration', () => {
  const events: TriggerEvent[] = [];
  let details: Record<string, unknown> | Error | null;
  let cognito: TestCognito;

  async function start(preTokenGenerationVersion: PreTokenGenerationVersion): Promise<void> {
    events.length = 0;
    details = null;
    const member = preTokenGenerationVersion === 'V1_0' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails';
    cognito = await startTestCognito({
      pool: {
        preTokenGenerationVersion,
        resourceServers: [
          { identifier: 'portal', name: 'portal', scopes: [{ name: 'appointments.read', description: 'Read' }] },
        ],
      },
      clients: {
        server: {
          allowedOAuthFlows: ['client_credentials'],
          allowedOAuthScopes: ['portal/appointments.read'],
        },
      },
      triggers: {
        PreTokenGeneration: (event) => {
          events.push(event);
          if (details instanceof Error) return Promise.reject(details);
          return Promise.resolve({ ...event, response: { [member]: details } });
        },
      },
    });
  }

  afterEach(() => cognito.stop());

  async function signIn(email: string) {
    const { AuthenticationResult: result } = await sdkFor(cognito).send(
      new AdminInitiateAuthCommand({
        UserPoolId: cognito.userPoolId,
        ClientId: cognito.clients.server.id,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: secretHash(cognito, email) },
        ClientMetadata: { only: 'for triggers before the password' },
      }),
    );
    return {
      access: decodeJwt(result?.AccessToken ?? ''),
      id: decodeJwt(result?.IdToken ?? ''),
      refreshToken: result?.RefreshToken ?? '',
    };
  }

  test.each(['V1_0', 'V2_0', 'V3_0'] as const)(
    '%s: an empty group override removes all groups (L7)',
    async (version) => {
      await start(version);
      const { email: Username } = await newUser(cognito);
      const { userPoolId: UserPoolId } = cognito;
      await sdkFor(cognito).send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'billing' }));
      expect(await signIn(Username)).toMatchObject({
        id: { 'cognito:groups': ['billing'] },
        access: { 'cognito:groups': ['billing'] },
      });
      expect(events.at(-1)).toMatchObject({
        version: version.slice(1, 2),
        request: { groupConfiguration: { groupsToOverride: ['billing'], iamRolesToOverride: [], preferredRole: null } },
      });
      // API reference, AdminInitiateAuth: its ClientMetadata does not reach this trigger
      expect(events.at(-1)?.request).not.toHaveProperty('clientMetadata');
      details = { groupOverrideDetails: {} };
      const { id, access } = await signIn(Username);
      expect(id).not.toHaveProperty('cognito:groups');
      expect(access).not.toHaveProperty('cognito:groups');
    },
  );

  test.each(['V2_0', 'V3_0'] as const)('%s: suppress beats add, for claims and scopes (L7)', async (version) => {
    await start(version);
    const { email } = await newUser(cognito);
    const claims = {
      claimsToAddOrOverride: { plan: { name: 'pro', seats: 3 }, gone: true },
      claimsToSuppress: ['gone'],
    };
    details = {
      idTokenGeneration: claims,
      accessTokenGeneration: {
        ...claims,
        scopesToAdd: ['portal/read', 'portal/write'],
        scopesToSuppress: ['portal/write', ownScope],
      },
    };
    const { id, access } = await signIn(email);
    expect(access).toMatchObject({ plan: { name: 'pro', seats: 3 }, scope: 'portal/read' });
    expect(id).toMatchObject({ plan: { name: 'pro', seats: 3 } });
    expect(access).not.toHaveProperty('gone');
    expect(id).not.toHaveProperty('gone');
  });

  test('a refresh asks anew, with its own client data (L6)', async () => {
    await start('V2_0');
    const { email } = await newUser(cognito);
    const { refreshToken: RefreshToken } = await signIn(email);
    details = { accessTokenGeneration: { claimsToAddOrOverride: { plan: 'pro' } } };
    const { server } = cognito.clients;
    const { AuthenticationResult: result } = await sdkFor(cognito).send(
      new GetTokensFromRefreshTokenCommand({
        RefreshToken,
        ClientId: server.id,
        ClientSecret: server.secret,
        ClientMetadata: { tab: '2' },
      }),
    );
    expect(decodeJwt(result?.AccessToken ?? '')).toMatchObject({ plan: 'pro', scope: ownScope });
    expect(events.at(-1)).toMatchObject({
      triggerSource: 'TokenGeneration_RefreshTokens',
      request: { scopes: [ownScope], clientMetadata: { tab: '2' } },
    });
  });

  describe('client_credentials', () => {
    const clientToken = async (extra: Record<string, string> = {}) => {
      const { id, secret } = cognito.clients.server;
      const response = await fetch(`${cognito.endpoint}/oauth2/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', ...extra }),
      });
      return (await response.json()) as { access_token?: string; error?: string; error_description?: string };
    };

    test('V3: TokenGeneration_ClientCredentials changes a machine’s access token, protected claims aside (L6, L8)', async () => {
      await start('V3_0');
      const { id } = cognito.clients.server;
      details = {
        accessTokenGeneration: {
          claimsToAddOrOverride: { tier: 2, sub: 'forged', username: 'forged', 'cognito:groups': ['admin'] },
          scopesToAdd: ['portal/more'],
        },
        groupOverrideDetails: { groupsToOverride: ['admin'] },
      };
      const { access_token: token = '' } = await clientToken({ aws_client_metadata: '{"job":"nightly"}' });
      const claims = decodeJwt(token);
      expect(claims).toMatchObject({ sub: id, client_id: id, tier: 2, scope: 'portal/appointments.read portal/more' });
      expect(claims).not.toHaveProperty('username');
      expect(claims).not.toHaveProperty('cognito:groups');
      expect(events).toEqual([
        {
          version: '3',
          region: 'us-east-1',
          userPoolId: cognito.userPoolId,
          userName: id,
          callerContext: { awsSdkVersion: expect.any(String) as string, clientId: id },
          triggerSource: 'TokenGeneration_ClientCredentials',
          request: {
            userAttributes: {},
            groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
            scopes: ['portal/appointments.read'],
            clientMetadata: { job: 'nightly' },
          },
          response: { claimsAndScopeOverrideDetails: null },
        },
      ]);
      details = new Error('Not at night');
      expect(await clientToken()).toEqual({
        error: 'invalid_request',
        error_description: 'PreTokenGeneration failed with error Not at night.',
      });
      expect(await clientToken({ aws_client_metadata: 'nightly' })).toMatchObject({ error: 'invalid_request' });
    });

    test.each(['V1_0', 'V2_0'] as const)('%s: machines are issued tokens without it (L6)', async (version) => {
      await start(version);
      details = new Error('never asked');
      const { access_token: token = '' } = await clientToken();
      expect(decodeJwt(token)).toMatchObject({ scope: 'portal/appointments.read' });
      expect(events).toEqual([]);
    });
  });
});
