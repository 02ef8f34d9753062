import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AdminUpdateUserAttributesCommand,
  GlobalSignOutCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { CognitoOptions, EmbeddedCognitoServer } from '../../../local/cognito/cognito.js';
import { startCognito } from '../../../local/cognito/cognito.js';
import { FakeClock } from '../../../local/cognito/fake-clock.js';
import { browserUser, newUser, sdkFor, signInBySrp } from '../../support/cognito-clients.js';

const password = 'Correct1horse';

describe('the identity pool, with the AWS SDK', () => {
  const clock = new FakeClock();
  const directory = mkdtempSync(join(tmpdir(), 'identity-pool-'));
  let cognito: EmbeddedCognitoServer;
  let sdk: CognitoIdentityClient;

  beforeAll(async () => {
    cognito = await startCognito({ clock, directory });
    sdk = clientOf(cognito);
  });
  afterAll(async () => {
    await cognito.stop();
    rmSync(directory, { recursive: true });
  });

  const clientOf = ({ endpoint, region }: EmbeddedCognitoServer): CognitoIdentityClient =>
    new CognitoIdentityClient({ endpoint, region, maxAttempts: 1 });
  const awsName = ({ userPoolId }: EmbeddedCognitoServer): string =>
    `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;

  const signedIn = async (clinic = 'CLN-001', at = cognito) => {
    const { email } = await newUser(at, password);
    await sdkFor(at).send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: at.userPoolId,
        Username: email,
        UserAttributes: [{ Name: 'custom:clinic_id', Value: clinic }],
      }),
    );
    const session = await signInBySrp(browserUser(at, email), { Username: email, Password: password });
    if (session === 'NEW_PASSWORD_REQUIRED') throw new Error(session);
    return { id: session.getIdToken().getJwtToken(), access: session.getAccessToken().getJwtToken() };
  };
  const logins = (token: string, name = awsName(cognito)): { Logins: Record<string, string> } => ({
    Logins: { [name]: token },
  });
  const identityOf = async (token: string): Promise<string> =>
    (await sdk.send(new GetIdCommand({ IdentityPoolId: cognito.identityPoolId, ...logins(token) }))).IdentityId ?? '';
  const credentialsFor = (IdentityId: string, token: string) =>
    sdk.send(new GetCredentialsForIdentityCommand({ IdentityId, ...logins(token) }));

  test('a user has one identity, whatever the token and the name of the provider', async () => {
    const { id } = await signedIn();
    const identity = await identityOf(id);
    expect(identity).toMatch(/^us-east-1:[\da-f-]{36}$/);
    expect(await identityOf(id)).toBe(identity);
    const { IdentityPoolId } = { IdentityPoolId: cognito.identityPoolId };
    const byIssuer = logins(id, cognito.issuer.replace('http://', ''));
    expect((await sdk.send(new GetIdCommand({ IdentityPoolId, ...byIssuer }))).IdentityId).toBe(identity);
    expect(await identityOf((await signedIn()).id)).not.toBe(identity);
  });

  test('credentials last an hour, and carry the tags of trusted claims (COGNITO I2)', async () => {
    const { id } = await signedIn('CLN-002');
    const identityId = await identityOf(id);
    const { Credentials } = await credentialsFor(identityId, id);
    expect(Credentials).toMatchObject({
      AccessKeyId: expect.stringMatching(/^ASIA[\dA-F]{16}$/) as string,
      SecretKey: expect.stringMatching(/^.{40}$/) as string,
    });
    const expiresAt = Credentials?.Expiration?.getTime() ?? 0;
    expect(expiresAt - Math.floor(clock.now().getTime() / 1000) * 1000).toBe(3_600_000);
    expect(cognito.readCredentials(Credentials?.SessionToken ?? '')).toEqual({
      accessKeyId: Credentials?.AccessKeyId,
      identityId,
      identityPoolId: cognito.identityPoolId,
      principalTags: {
        client: cognito.clients.web.id,
        clinic_id: 'CLN-002',
        username: expect.any(String) as string,
      },
      expiration: expiresAt / 1000,
    });
  });

  test('a session token that was altered says nothing', async () => {
    const { id } = await signedIn();
    const { Credentials } = await credentialsFor(await identityOf(id), id);
    const [payload = '', seal = ''] = (Credentials?.SessionToken ?? '').split('.');
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { principalTags: object };
    const altered = { ...said, principalTags: { clinic_id: 'CLN-002' } };
    const forged = `${Buffer.from(JSON.stringify(altered)).toString('base64url')}.${seal}`;
    expect(cognito.readCredentials(forged)).toBeUndefined();
    expect(cognito.readCredentials('')).toBeUndefined();
  });

  test('no tag comes from a claim that a client lets its users write (COGNITO A1)', async () => {
    const writable: CognitoOptions['clients'] = { mobile: { writeAttributes: ['email', 'custom:clinic_id'] } };
    const other = await startCognito({ clock, clients: writable });
    const { id } = await signedIn('CLN-001', other);
    const Logins = { [awsName(other)]: id };
    const client = clientOf(other);
    const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId: other.identityPoolId, Logins }));
    const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
    const credentials = other.readCredentials(Credentials?.SessionToken ?? '');
    await other.stop();
    expect(credentials?.principalTags).not.toHaveProperty('clinic_id');
  });

  test('a user cannot choose a clinic for the next credentials', async () => {
    const { id, access: AccessToken } = await signedIn();
    const UserAttributes = [{ Name: 'custom:clinic_id', Value: 'CLN-002' }];
    await expect(
      sdkFor(cognito).send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes })),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    const { Credentials } = await credentialsFor(await identityOf(id), id);
    expect(cognito.readCredentials(Credentials?.SessionToken ?? '')?.principalTags).toMatchObject({
      clinic_id: 'CLN-001',
    });
  });

  test('GetOpenIdToken: a token of the identity, for ten minutes', async () => {
    const { id } = await signedIn();
    const IdentityId = await identityOf(id);
    const { Token = '' } = await sdk.send(new GetOpenIdTokenCommand({ IdentityId, ...logins(id) }));
    const keys = createRemoteJWKSet(new URL(`${cognito.endpoint}/.well-known/jwks_uri`));
    const { payload } = await jwtVerify(Token, keys, {
      issuer: cognito.endpoint,
      audience: cognito.identityPoolId,
      currentDate: clock.now(),
    });
    expect(payload).toMatchObject({
      sub: IdentityId,
      amr: ['authenticated', awsName(cognito), expect.any(String) as string],
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
  });

  describe('refuses, as NotAuthorizedException,', () => {
    const refusal = (token: string, name?: string) =>
      expect(sdk.send(new GetIdCommand({ IdentityPoolId: cognito.identityPoolId, ...logins(token, name) }))).rejects;

    test('an access token (COGNITO I1)', async () => {
      await refusal((await signedIn()).access).toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Invalid login token. Missing a required claim: aud',
      });
    });

    test('nobody at all', async () => {
      await expect(sdk.send(new GetIdCommand({ IdentityPoolId: cognito.identityPoolId }))).rejects.toMatchObject({
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
      const other = await startCognito({ clock });
      const foreign = await signedIn('CLN-001', other);
      await other.stop();
      await refusal(foreign.id).toMatchObject({
        message: "Invalid login token. Issuer doesn't match providerName",
      });
    });

    test('a token that is over, or whose user has signed out', async () => {
      const { id } = await signedIn();
      const signedOut = await signedIn();
      await sdkFor(cognito).send(new GlobalSignOutCommand({ AccessToken: signedOut.access }));
      await refusal(signedOut.id).toMatchObject({ message: 'Invalid login token. Token is revoked.' });
      clock.advance({ hours: 1 });
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

  test('unknown pools and identities are ResourceNotFoundException', async () => {
    const { id } = await signedIn();
    const nowhere = 'us-east-1:00000000-0000-4000-8000-000000000000';
    await expect(sdk.send(new GetIdCommand({ IdentityPoolId: nowhere, ...logins(id) }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(credentialsFor(nowhere, id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('ids and identities outlive a restart', async () => {
    const { id } = await signedIn();
    const before = { pool: cognito.identityPoolId, identity: await identityOf(id) };
    const port = Number(new URL(cognito.endpoint).port);
    await cognito.stop();
    cognito = await startCognito({ clock, directory, port });
    sdk = clientOf(cognito);
    expect({ pool: cognito.identityPoolId, identity: await identityOf(id) }).toEqual(before);
  });
});
