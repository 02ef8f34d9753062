import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AdminDeleteUserCommand,
  AdminUpdateUserAttributesCommand,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  GlobalSignOutCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { TestCognito } from './support/test-cognito.js';
import { adminSignIn, newUser, sdkFor } from './support/cognito-clients.js';
import { readCredentials, testWith } from './support/cognito-under-test.js';
import { likePortal } from './support/pool-requests.js';
import type { PortalUnderTest } from './support/portal-under-test.js';
import { openPortal } from './support/portal-under-test.js';
import { startTestPool } from './support/test-pool.js';

const password = 'Correct1horse';

describe('the identity pool, with the AWS SDK', () => {
  const people: string[] = [];
  let portal: PortalUnderTest;

  beforeAll(async () => {
    portal = await openPortal();
  });
  afterAll(async () => {
    const { sdk, userPoolId: UserPoolId } = portal;
    for (const Username of people) await sdk.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    await portal.stop();
  });

  const awsName = ({ region, userPoolId }: TestCognito): string => `cognito-idp.${region}.amazonaws.com/${userPoolId}`;

  const signedIn = async (clinic = 'CLN-001', at: TestCognito = portal) => {
    const { email } = await newUser(at, password);
    if (at === portal) people.push(email);
    await sdkFor(at).send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: at.userPoolId,
        Username: email,
        UserAttributes: [{ Name: 'custom:clinic_id', Value: clinic }],
      }),
    );
    const { idToken: id, accessToken: access } = await adminSignIn(at, email, password);
    return { id, access };
  };
  const logins = (token: string, name = awsName(portal)): { Logins: Record<string, string> } => ({
    Logins: { [name]: token },
  });
  const identityOf = async (token: string): Promise<string> =>
    (await portal.identitySdk.send(new GetIdCommand({ IdentityPoolId: portal.identityPoolId, ...logins(token) })))
      .IdentityId ?? '';
  const credentialsFor = (IdentityId: string, token: string) =>
    portal.identitySdk.send(new GetCredentialsForIdentityCommand({ IdentityId, ...logins(token) }));

  const read = (sessionToken = '') => readCredentials(portal.endpoint, sessionToken);

  test('a user has one identity, whatever the token and the name of the provider', async () => {
    const { id } = await signedIn();
    const identity = await identityOf(id);
    expect(identity).toMatch(/^us-east-1:[\da-f-]{36}$/);
    expect(await identityOf(id)).toBe(identity);
    const { IdentityPoolId } = { IdentityPoolId: portal.identityPoolId };
    const byIssuer = logins(id, portal.issuer.replace(/^https?:\/\//, ''));
    expect((await portal.identitySdk.send(new GetIdCommand({ IdentityPoolId, ...byIssuer }))).IdentityId).toBe(
      identity,
    );
    expect(await identityOf((await signedIn()).id)).not.toBe(identity);
  });

  test('credentials last an hour', async () => {
    const { id } = await signedIn();
    const { Credentials } = await credentialsFor(await identityOf(id), id);
    expect(Credentials).toMatchObject({
      AccessKeyId: expect.stringMatching(/^ASIA[\dA-Z]{16}$/) as string,
      SecretKey: expect.stringMatching(/^.{40}$/) as string,
    });
    const left = (Credentials?.Expiration?.getTime() ?? 0) - portal.now().getTime();
    expect(Math.abs(left - 3_600_000)).toBeLessThan(60_000);
  });

  testWith('credentials')('they carry the tags of trusted claims (COGNITO I2)', async () => {
    const { id } = await signedIn('CLN-002');
    const identityId = await identityOf(id);
    const { Credentials } = await credentialsFor(identityId, id);
    expect(await read(Credentials?.SessionToken)).toEqual({
      accessKeyId: Credentials?.AccessKeyId,
      identityId,
      identityPoolId: portal.identityPoolId,
      principalTags: {
        client: portal.clients.server.id,
        clinic_id: 'CLN-002',
        username: expect.any(String) as string,
      },
      expiration: (Credentials?.Expiration?.getTime() ?? 0) / 1000,
    });
  });

  testWith('credentials')('a session token that was altered says nothing', async () => {
    const { id } = await signedIn();
    const { Credentials } = await credentialsFor(await identityOf(id), id);
    const [payload = '', seal = ''] = (Credentials?.SessionToken ?? '').split('.');
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { principalTags: object };
    const altered = { ...said, principalTags: { clinic_id: 'CLN-002' } };
    const forged = `${Buffer.from(JSON.stringify(altered)).toString('base64url')}.${seal}`;
    expect(await read(forged)).toBeUndefined();
    expect(await read('')).toBeUndefined();
  });

  testWith('credentials')('no tag comes from a claim that a client lets its users write (COGNITO A1)', async () => {
    const { id } = await signedIn();
    const identity = await identityOf(id);
    const { userPoolId: UserPoolId } = portal;
    const WriteAttributes = ['email', 'custom:clinic_id'];
    const { UserPoolClient } = await portal.sdk.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'careless', WriteAttributes }),
    );
    const { Credentials } = await credentialsFor(identity, id);
    await portal.sdk.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId: UserPoolClient?.ClientId }));
    const said = await read(Credentials?.SessionToken);
    expect(said?.identityId).toBe(identity);
    expect(said?.principalTags).not.toHaveProperty('clinic_id');
  });

  testWith('credentials')('a user cannot choose a clinic for the next credentials', async () => {
    const { id, access: AccessToken } = await signedIn();
    const UserAttributes = [{ Name: 'custom:clinic_id', Value: 'CLN-002' }];
    await expect(
      portal.sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes })),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const { Credentials } = await credentialsFor(await identityOf(id), id);
    expect((await read(Credentials?.SessionToken))?.principalTags).toMatchObject({
      clinic_id: 'CLN-001',
    });
  });

  test('GetOpenIdToken: a token of the identity, for ten minutes', async () => {
    const { id } = await signedIn();
    const IdentityId = await identityOf(id);
    const { Token = '' } = await portal.identitySdk.send(new GetOpenIdTokenCommand({ IdentityId, ...logins(id) }));
    const keys = createRemoteJWKSet(new URL(`${portal.identityIssuer}/.well-known/jwks_uri`));
    const { payload } = await jwtVerify(Token, keys, {
      issuer: portal.identityIssuer,
      audience: portal.identityPoolId,
      currentDate: portal.now(),
    });
    expect(payload).toMatchObject({
      sub: IdentityId,
      amr: ['authenticated', awsName(portal), expect.any(String) as string],
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
  });

  describe('refuses, as NotAuthorizedException,', () => {
    const refusal = (token: string, name?: string) =>
      expect(
        portal.identitySdk.send(new GetIdCommand({ IdentityPoolId: portal.identityPoolId, ...logins(token, name) })),
      ).rejects;

    test('an access token (COGNITO I1)', async () => {
      await refusal((await signedIn()).access).toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Invalid login token. Missing a required claim: aud',
      });
    });

    test('nobody at all', async () => {
      await expect(
        portal.identitySdk.send(new GetIdCommand({ IdentityPoolId: portal.identityPoolId })),
      ).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Unauthenticated access is not supported for this identity pool.',
      });
    });

    test('a token that was altered, or is none', async () => {
      const [head = '', payload = '', signature = ''] = (await signedIn()).id.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      const altered = Buffer.from(JSON.stringify({ ...claims, 'custom:clinic_id': 'CLN-002' })).toString('base64url');
      await refusal(`${head}.${altered}.${signature}`).toMatchObject({
        message: "Invalid login token. Couldn't verify signed token.",
      });
      await refusal('token').toMatchObject({
        message: 'Invalid login token. Not a valid OpenId Connect identity token.',
      });
    });

    test('the token of another pool, and another provider', async () => {
      const { id } = await signedIn();
      await refusal(id, 'graph.facebook.com').toMatchObject({
        message: 'Token is not from a supported provider of this identity pool.',
      });
      const other = await startTestPool(likePortal);
      const foreign = await signedIn('CLN-001', other);
      await other.stop();
      await refusal(foreign.id).toMatchObject({
        message: "Invalid login token. Issuer doesn't match providerName",
      });
    });

    test('a token whose user has signed out', async () => {
      const { id, access: AccessToken } = await signedIn();
      await portal.sdk.send(new GlobalSignOutCommand({ AccessToken }));
      await refusal(id).toMatchObject({ message: 'Invalid login token. Token is revoked.' });
    });

    testWith('clock')('a token that is over', async () => {
      const { id } = await signedIn();
      await portal.elapse(3600);
      await refusal(id).toMatchObject({
        message: expect.stringMatching(/^Invalid login token. Token expired/) as string,
      });
    });

    test('another user’s identity', async () => {
      const [mine, theirs] = [await signedIn(), await signedIn()];
      const identity = await identityOf(theirs.id);
      await identityOf(mine.id);
      await expect(credentialsFor(identity, mine.id)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: expect.stringMatching(/^Logins don't match/) as string,
      });
    });
  });

  test('an input that breaks a constraint is ValidationException (AWS, common errors of cognito-identity)', async () => {
    const refused = portal.identitySdk.send(new GetIdCommand({ IdentityPoolId: 'no-pool' }));
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(
        /^1 validation error detected: Value 'no-pool' at 'identityPoolId' failed/,
      ) as string,
    });
  });

  test('unknown pools and identities are ResourceNotFoundException', async () => {
    const { id } = await signedIn();
    const nowhere = 'us-east-1:00000000-0000-4000-8000-000000000000';
    await expect(
      portal.identitySdk.send(new GetIdCommand({ IdentityPoolId: nowhere, ...logins(id) })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(credentialsFor(nowhere, id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
