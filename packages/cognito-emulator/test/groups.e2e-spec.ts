import { AdminAddUserToGroupCommand, CreateGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';
import { decodeJwt } from 'jose';
import { adminSignIn, browserUser, newUser, sdkFor, signInBySrp } from './support/cognito-clients.js';
import { testWith } from './support/cognito-under-test.js';
import { likePortal } from './support/pool-requests.js';
import type { TestPool } from './support/test-pool.js';
import { startTestPool } from './support/test-pool.js';

const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;

describe('groups in tokens', () => {
  let cognito: TestPool;

  beforeAll(async () => {
    cognito = await startTestPool(likePortal);
    for (const [GroupName, RoleArn, Precedence] of [
      ['readers', role('readers'), 20],
      ['writers', role('writers'), 10],
      ['others', role('others'), 10],
    ] as const) {
      await sdkFor(cognito).send(
        new CreateGroupCommand({ UserPoolId: cognito.userPoolId, GroupName, RoleArn, Precedence }),
      );
    }
  });
  afterAll(() => cognito.stop());

  /** A new member of these groups. */
  async function memberOf(...groups: string[]): Promise<{ email: string; password: string }> {
    const password = 'Correct1horse';
    const { email } = await newUser(cognito, password);
    const UserPoolId = cognito.userPoolId;
    for (const GroupName of groups) {
      await sdkFor(cognito).send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName }));
    }
    return { email, password };
  }

  const claimsOf = ({ idToken, accessToken }: { idToken: string; accessToken: string }) => ({
    id: decodeJwt(idToken),
    access: decodeJwt(accessToken),
  });
  const claimsOfMember = async (...groups: string[]) => {
    const { email, password } = await memberOf(...groups);
    return claimsOf(await adminSignIn(cognito, email, password));
  };
  const tokensOf = (session: CognitoUserSession) => ({
    idToken: session.getIdToken().getJwtToken(),
    accessToken: session.getAccessToken().getJwtToken(),
  });

  test('the ID token names the roles of groups and the one of the first (AWS, "Adding groups to a user pool")', async () => {
    const { id, access } = await claimsOfMember('readers', 'writers');
    expect(id).toMatchObject({
      'cognito:groups': ['readers', 'writers'],
      'cognito:roles': [role('readers'), role('writers')],
      'cognito:preferred_role': role('writers'),
    });
    expect(access['cognito:groups']).toEqual(['readers', 'writers']);
    expect(access).not.toHaveProperty('cognito:roles');
    expect(access).not.toHaveProperty('cognito:preferred_role');
  });

  test('groups of one precedence with different roles prefer none', async () => {
    const { id } = await claimsOfMember('writers', 'others');
    expect(id['cognito:roles']).toEqual([role('writers'), role('others')]);
    expect(id).not.toHaveProperty('cognito:preferred_role');
  });

  test('groups without roles add no claim (T2), and no groups none at all (T10)', async () => {
    const { id: billing } = await claimsOfMember('billing');
    expect(billing['cognito:groups']).toEqual(['billing']);
    expect(billing).not.toHaveProperty('cognito:roles');
    expect((await claimsOfMember()).id).not.toHaveProperty('cognito:groups');
  });

  testWith('clock')('amazon-cognito-identity-js refreshes its session, and new groups are in it', async () => {
    const { email, password } = await memberOf('readers');
    const user = browserUser(cognito, email);
    const session = await signInBySrp(user, { Username: email, Password: password });
    if (session === 'NEW_PASSWORD_REQUIRED') throw new Error(session);
    const UserPoolId = cognito.userPoolId;
    await sdkFor(cognito).send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: 'writers' }));
    await cognito.elapse(61 * 60);
    const refreshed = await new Promise<CognitoUserSession>((resolve, reject) => {
      user.refreshSession(session.getRefreshToken(), (error: Error | null, renewed: CognitoUserSession) => {
        if (error === null) resolve(renewed);
        else reject(error);
      });
    });
    const [before, after] = [claimsOf(tokensOf(session)), claimsOf(tokensOf(refreshed))];
    expect(after.access).toMatchObject({ 'cognito:groups': ['readers', 'writers'], sub: before.access.sub });
    expect(after.id['origin_jti']).toBe(before.id['origin_jti']);
    expect(Number(after.access.iat)).toBeGreaterThanOrEqual(Number(before.access.iat) + 61 * 60);
  });
});
