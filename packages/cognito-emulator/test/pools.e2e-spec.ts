import type { CreateUserPoolClientCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import {
  AddCustomAttributesCommand,
  AdminAddUserToGroupCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteGroupCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetGroupCommand,
  InitiateAuthCommand,
  ListGroupsCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  ListUsersInGroupCommand,
  SignUpCommand,
  UpdateGroupCommand,
  UpdateUserAttributesCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { newUser } from './support/cognito-clients.js';
import type { TestPool } from './support/test-pool.js';
import { startTestPool } from './support/test-pool.js';

const password = 'Correct1horse';
const notFound = { name: 'ResourceNotFoundException' };
const invalid = { name: 'InvalidParameterException' };

describe('pools, clients, groups and domains by their API', () => {
  let pool: TestPool;
  let sdk: CognitoIdentityProviderClient;
  let UserPoolId: string;

  beforeAll(async () => {
    pool = await startTestPool({ mfa: 'OFF' });
    ({ sdk, userPoolId: UserPoolId } = pool);
  });
  afterAll(async () => {
    await pool.stop();
  });

  test('a second pool on the same endpoint has its own users, is changed, listed and deleted', async () => {
    const created = await sdk.send(
      new CreateUserPoolCommand({
        PoolName: 'second',
        UsernameAttributes: ['email'],
        Schema: [
          { Name: 'plan', AttributeDataType: 'String', Mutable: false, StringAttributeConstraints: { MaxLength: '8' } },
        ],
        DeletionProtection: 'ACTIVE',
      }),
    );
    const Id = created.UserPool?.Id ?? '';
    expect(created.UserPool).toMatchObject({ Name: 'second', DeletionProtection: 'ACTIVE', MfaConfiguration: 'OFF' });
    expect(created.UserPool?.SchemaAttributes).toContainEqual(
      expect.objectContaining({ Name: 'custom:plan', Mutable: false }),
    );
    expect(created.UserPool?.CreationDate).toBeInstanceOf(Date);
    const { email: Username } = await newUser(pool, password);
    await expect(sdk.send(new AdminGetUserCommand({ UserPoolId: Id, Username }))).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
    const ids: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await sdk.send(new ListUserPoolsCommand({ MaxResults: 1, NextToken }));
      ids.push(...(page.UserPools ?? []).map((listed) => listed.Id));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(ids.filter((id) => id === Id)).toHaveLength(1);
    expect(ids).toContain(UserPoolId);

    await expect(sdk.send(new DeleteUserPoolCommand({ UserPoolId: Id }))).rejects.toMatchObject(invalid);
    const Policies = { PasswordPolicy: { MinimumLength: 12 } };
    await sdk.send(new UpdateUserPoolCommand({ UserPoolId: Id, Policies, DeletionProtection: 'INACTIVE' }));
    await expect(sdk.send(new DescribeUserPoolCommand({ UserPoolId: Id }))).resolves.toMatchObject({
      UserPool: { Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: false } } },
    });
    await sdk.send(new DeleteUserPoolCommand({ UserPoolId: Id }));
    await expect(sdk.send(new DescribeUserPoolCommand({ UserPoolId: Id }))).rejects.toMatchObject(notFound);
  });

  test('a changed policy counts at once, and a closed pool takes no sign-ups', async () => {
    const ClientId = pool.clients.web.id;
    const update = (AllowAdminCreateUserOnly: boolean, MinimumLength: number) =>
      sdk.send(
        new UpdateUserPoolCommand({
          UserPoolId,
          Policies: { PasswordPolicy: { MinimumLength } },
          AutoVerifiedAttributes: ['email'],
          AdminCreateUserConfig: { AllowAdminCreateUserOnly },
        }),
      );
    const signUp = () =>
      sdk.send(new SignUpCommand({ ClientId, Username: 'late@sunrise-eye.com', Password: password }));
    await update(false, 20);
    await expect(signUp()).rejects.toMatchObject({ name: 'InvalidPasswordException' });
    await update(true, 8);
    await expect(signUp()).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'SignUp is not permitted for this user pool',
    });
    await update(false, 8);
    await expect(signUp()).resolves.toMatchObject({ UserConfirmed: false });
  });

  test('custom attributes are added once, and for good (A3)', async () => {
    const add = (Name: string) =>
      sdk.send(
        new AddCustomAttributesCommand({ UserPoolId, CustomAttributes: [{ Name, AttributeDataType: 'String' }] }),
      );
    await add('branch');
    await expect(add('branch')).rejects.toMatchObject(invalid);
  });

  test('a client without WriteAttributes lets its users write every mutable attribute (A1)', async () => {
    const { email } = await newUser(pool, password);
    const created = await sdk.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'careless',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      }),
    );
    const { ClientId = '', ClientSecret } = created.UserPoolClient ?? {};
    expect(ClientSecret).toBeUndefined();
    const AuthParameters = { USERNAME: email, PASSWORD: password };
    const { AuthenticationResult } = await sdk.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
    );
    const { AccessToken } = AuthenticationResult ?? {};
    const write = (Name: string) =>
      sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value: 'other' }] }));
    await expect(write('custom:clinic_id')).resolves.toBeDefined();
    await expect(write('email_verified')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  test('CreateUserPoolClient’s defaults, an update that resets what it leaves out, and deletion', async () => {
    const { UserPoolClient } = await sdk.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'plain', AuthSessionValidity: 15 }),
    );
    expect(UserPoolClient).toMatchObject({
      AuthSessionValidity: 15,
      RefreshTokenValidity: 30,
      EnableTokenRevocation: true,
      ExplicitAuthFlows: expect.arrayContaining([
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_CUSTOM_AUTH',
      ]) as string[],
    });
    const { ClientId = '' } = UserPoolClient ?? {};
    const updated = await sdk.send(
      new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ReadAttributes: ['email'] }),
    );
    expect(updated.UserPoolClient).toMatchObject({
      ClientName: 'plain',
      AuthSessionValidity: 3,
      ReadAttributes: ['email'],
    });
    const { UserPoolClients = [] } = await sdk.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }));
    expect(UserPoolClients).toContainEqual({ ClientId, UserPoolId, ClientName: 'plain' });
    await sdk.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
    await expect(sdk.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).rejects.toMatchObject(notFound);
  });

  test.each<[string, string, Partial<CreateUserPoolClientCommandInput>]>([
    ['InvalidParameterException', 'an unknown attribute', { ReadAttributes: ['custom:nowhere'] }],
    ['InvalidParameterException', 'an access token of two days (T11)', { AccessTokenValidity: 48 }],
    [
      'InvalidParameterException',
      'a grace period of 61 s (T12)',
      { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 61 } },
    ],
    ['InvalidParameterException', 'a sign-in of 16 minutes', { AuthSessionValidity: 16 }],
    ['InvalidOAuthFlowException', 'client_credentials without a secret', { AllowedOAuthFlows: ['client_credentials'] }],
    [
      'InvalidParameterException',
      'a default address that is no callback',
      { DefaultRedirectURI: 'https://portal.clinic.com/x' },
    ],
  ])('%s for %s', async (name, _what, input) => {
    const command = new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'wrong', ...input });
    await expect(sdk.send(command)).rejects.toMatchObject({ name });
  });

  test('groups are made, read, changed, listed with their members, and leave no trace', async () => {
    const { email: Username } = await newUser(pool, password);
    const group = { UserPoolId, GroupName: 'opticians' };
    await sdk.send(new CreateGroupCommand({ ...group, Precedence: 5 }));
    await sdk.send(new UpdateGroupCommand({ ...group, Description: 'glasses' }));
    await expect(sdk.send(new GetGroupCommand(group))).resolves.toMatchObject({
      Group: { GroupName: 'opticians', Precedence: 5, Description: 'glasses' },
    });
    await sdk.send(new CreateGroupCommand({ UserPoolId, GroupName: 'surgeons' }));
    const first = await sdk.send(new ListGroupsCommand({ UserPoolId, Limit: 1 }));
    const second = await sdk.send(new ListGroupsCommand({ UserPoolId, Limit: 1, NextToken: first.NextToken }));
    expect([...(first.Groups ?? []), ...(second.Groups ?? [])].map(({ GroupName }) => GroupName)).toEqual([
      'opticians',
      'surgeons',
    ]);
    expect(second.NextToken).toBeUndefined();

    await sdk.send(new AdminAddUserToGroupCommand({ ...group, Username }));
    const { Users = [] } = await sdk.send(new ListUsersInGroupCommand(group));
    expect(Users).toHaveLength(1);
    expect(Users[0]?.Attributes).toContainEqual({ Name: 'email', Value: Username });
    const groupsOf = () => sdk.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
    expect((await groupsOf()).Groups).toHaveLength(1);
    await sdk.send(new DeleteGroupCommand(group));
    expect((await groupsOf()).Groups).toHaveLength(0);
    await expect(sdk.send(new GetGroupCommand(group))).rejects.toMatchObject(notFound);
    await expect(sdk.send(new ListUsersInGroupCommand(group))).rejects.toMatchObject(notFound);
  });

  test('a domain belongs to one pool; one that nobody has is described by nothing', async () => {
    const Domain = 'portal-clinic-test';
    const describe = () => sdk.send(new DescribeUserPoolDomainCommand({ Domain }));
    expect((await describe()).DomainDescription).toEqual({});
    await sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }));
    expect((await describe()).DomainDescription).toMatchObject({ UserPoolId, Domain, Status: 'ACTIVE' });
    await expect(sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }))).rejects.toMatchObject(invalid);
    await sdk.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
    expect((await describe()).DomainDescription).toEqual({});
  });
});
