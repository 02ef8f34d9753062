import type {
  CreateUserPoolCommandInput,
  CreateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteGroupCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetUserPoolMfaConfigCommand,
  ListGroupsCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
  UpdateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { newAddress } from './support/cognito-clients.js';
import type { TestPool } from './support/test-pool.js';
import { startTestPool } from './support/test-pool.js';

const email = { UsernameAttributes: ['email' as const] };

// What AWS stores and reports: its API reference, the examples of its CLI, and acceptance tests of Terraform's provider
// (internal/service/cognitoidp/*_test.go), which run against AWS
describe('what is sent comes back', () => {
  let pool: TestPool;

  beforeAll(async () => {
    pool = await startTestPool();
  });
  afterAll(() => pool.stop());

  async function created(input: Partial<CreateUserPoolCommandInput>) {
    const { UserPool } = await pool.sdk.send(new CreateUserPoolCommand({ PoolName: 'sent', ...email, ...input }));
    return UserPool ?? {};
  }
  const described = async (UserPoolId: string | undefined) =>
    (await pool.sdk.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool ?? {};
  const client = async (input: Partial<CreateUserPoolClientCommandInput>) =>
    (
      await pool.sdk.send(
        new CreateUserPoolClientCommand({ UserPoolId: pool.userPoolId, ClientName: 'sent', ...input }),
      )
    ).UserPoolClient ?? {};
  const refusal = (name: string, message?: RegExp) =>
    expect.objectContaining({ name, ...(message && { message: expect.stringMatching(message) as string }) }) as Error;

  const settings: Partial<CreateUserPoolCommandInput> = {
    SmsAuthenticationMessage: 'Your code is {####}.',
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    EmailConfiguration: {
      EmailSendingAccount: 'DEVELOPER',
      SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/no-reply@example.com',
      From: 'Portal <no-reply@example.com>',
      ReplyToEmailAddress: 'help@example.com',
    },
    SmsConfiguration: {
      SnsCallerArn: 'arn:aws:iam::123456789012:role/sms',
      ExternalId: 'portal',
      SnsRegion: 'us-east-1',
    },
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    UserPoolTier: 'PLUS',
    UserPoolTags: { environment: 'test' },
    UsernameConfiguration: { CaseSensitive: false },
    DeletionProtection: 'INACTIVE',
  };

  test('every setting of a pool, simulated or not', async () => {
    const made = await created(settings);
    expect(made).toMatchObject(settings);
    expect(await described(made.Id)).toEqual({ ...made, LastModifiedDate: expect.any(Date) as Date });
  });

  test('the two names of a verification message (Terraform, user_pool: verification_message_template)', async () => {
    const texts = { EmailMessage: 'Code {####}', EmailSubject: 'Your code', SmsMessage: '{####}' };
    const byTemplate = await created({ VerificationMessageTemplate: texts });
    const byName = await created({
      EmailVerificationMessage: texts.EmailMessage,
      EmailVerificationSubject: texts.EmailSubject,
      SmsVerificationMessage: texts.SmsMessage,
    });
    for (const made of [byTemplate, byName]) {
      expect(made).toMatchObject({
        EmailVerificationMessage: texts.EmailMessage,
        EmailVerificationSubject: texts.EmailSubject,
        SmsVerificationMessage: texts.SmsMessage,
        VerificationMessageTemplate: { ...texts, DefaultEmailOption: 'CONFIRM_WITH_CODE' },
      });
    }
  });

  test('defaults are those that AWS reports (Terraform, TestAccCognitoIDPUserPool_basic)', async () => {
    const made = await created({});
    expect(made).toMatchObject({
      MfaConfiguration: 'OFF',
      UserPoolTags: {},
      UserPoolTier: 'ESSENTIALS',
      DeletionProtection: 'INACTIVE',
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
    });
    for (const absent of ['UsernameConfiguration', 'SmsConfiguration', 'DeviceConfiguration', 'UserPoolAddOns']) {
      expect(made).not.toHaveProperty(absent);
    }
    const mfa = await pool.sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId: made.Id }));
    expect(mfa).toMatchObject({ MfaConfiguration: 'OFF' });
    expect(mfa.SoftwareTokenMfaConfiguration).toBeUndefined();
  });

  test('UpdateUserPool resets what it leaves out, but for UserAttributeUpdateSettings and tags', async () => {
    const AttributesRequireVerificationBeforeUpdate = ['email' as const];
    const { Id: UserPoolId } = await created({
      ...settings,
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate },
    });
    await pool.sdk.send(new UpdateUserPoolCommand({ UserPoolId, AutoVerifiedAttributes: ['email'] }));
    const after = await described(UserPoolId);
    expect(after).toMatchObject({
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate },
      UserPoolTags: settings.UserPoolTags,
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    });
    expect(after).not.toHaveProperty('UserPoolAddOns');
  });

  test('the schema: standard attributes as AWS has them, constraints as sent', async () => {
    const made = await created({
      Schema: [
        { Name: 'email', Required: true, StringAttributeConstraints: { MinLength: '5', MaxLength: '100' } },
        { Name: 'given_name', Mutable: false, AttributeDataType: 'String' },
        { Name: 'age', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '18' } },
        { Name: 'note', AttributeDataType: 'String', StringAttributeConstraints: { MaxLength: '30' } },
        { Name: 'plain', AttributeDataType: 'String' },
        { Name: 'since', AttributeDataType: 'DateTime' },
      ],
    });
    const attribute = (name: string) => made.SchemaAttributes?.find(({ Name }) => Name === name);
    expect(attribute('sub')).toMatchObject({ StringAttributeConstraints: { MinLength: '1', MaxLength: '2048' } });
    expect(attribute('birthdate')).toMatchObject({ StringAttributeConstraints: { MinLength: '10', MaxLength: '10' } });
    expect(attribute('updated_at')).toEqual({
      Name: 'updated_at',
      AttributeDataType: 'Number',
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Required: false,
      NumberAttributeConstraints: { MinValue: '0' },
    });
    expect(attribute('email')).toMatchObject({
      Required: true,
      StringAttributeConstraints: { MinLength: '5', MaxLength: '100' },
    });
    expect(attribute('given_name')).toMatchObject({ Mutable: false });
    expect(attribute('custom:age')).toMatchObject({ NumberAttributeConstraints: { MinValue: '18' } });
    expect(attribute('custom:note')?.StringAttributeConstraints).toEqual({ MaxLength: '30' });
    expect(attribute('custom:plain')?.StringAttributeConstraints).toEqual({});
    expect(attribute('custom:since')).not.toHaveProperty('StringAttributeConstraints');

    const user = (Name: string, Value: string) =>
      pool.sdk.send(
        new AdminCreateUserCommand({
          UserPoolId: made.Id,
          Username: newAddress(),
          MessageAction: 'SUPPRESS',
          UserAttributes: [{ Name, Value }],
        }),
      );
    for (const [name, value] of [
      ['custom:age', '17'],
      ['custom:age', 'old'],
      ['custom:note', 'x'.repeat(31)],
      ['custom:since', 'yesterday'],
      ['updated_at', '-1'],
      ['birthdate', '2001-02-30'],
      ['phone_number', '0123'],
      ['email_verified', 'yes'],
    ] as const) {
      await expect(user(name, value)).rejects.toEqual(refusal('InvalidParameterException'));
    }
    const { User } = await user('email_verified', 'True');
    expect(User?.Attributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  });

  test('a default client has no validities, units or PreventUserExistenceErrors (AWS CLI, create-user-pool-client)', async () => {
    const made = await client({});
    expect(made).toMatchObject({
      RefreshTokenValidity: 30,
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      AuthSessionValidity: 3,
    });
    for (const absent of [
      'AccessTokenValidity',
      'IdTokenValidity',
      'TokenValidityUnits',
      'PreventUserExistenceErrors',
      'CallbackURLs',
      'AllowedOAuthFlows',
    ]) {
      expect(made).not.toHaveProperty(absent);
    }
  });

  test('every setting of a client', async () => {
    const sent = {
      RefreshTokenValidity: 12,
      AccessTokenValidity: 10,
      TokenValidityUnits: { AccessToken: 'minutes' as const, RefreshToken: 'hours' as const },
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH' as const],
      CallbackURLs: ['https://app.example.com/callback', 'myapp://callback', 'http://localhost:3000'],
      LogoutURLs: ['https://app.example.com'],
      DefaultRedirectURI: 'myapp://callback',
      AllowedOAuthFlows: ['code' as const, 'implicit' as const],
      AllowedOAuthScopes: ['openid'],
      AllowedOAuthFlowsUserPoolClient: true,
      SupportedIdentityProviders: ['COGNITO'],
      AnalyticsConfiguration: { ApplicationArn: 'arn:aws:mobiletargeting:us-east-1:123456789012:apps/abc' },
      EnablePropagateAdditionalUserContextData: true,
      EnableTokenRevocation: false,
      PreventUserExistenceErrors: 'LEGACY' as const,
    };
    expect(await client({ ...sent, GenerateSecret: true })).toMatchObject(sent);
  });

  test('the flows of the first API: ADMIN_NO_SRP_AUTH equals ADMIN_USER_PASSWORD_AUTH (AWS, AdminInitiateAuth)', async () => {
    const made = await client({ ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] });
    expect(made.ExplicitAuthFlows).toEqual(['ADMIN_NO_SRP_AUTH']);
    const { userPoolId: UserPoolId } = pool;
    const [Username, Password] = [newAddress(), 'Correct1horse'];
    await pool.sdk.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
    await pool.sdk.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
    const { AuthenticationResult } = await pool.sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId: made.ClientId,
        AuthFlow: 'ADMIN_NO_SRP_AUTH',
        AuthParameters: { USERNAME: Username, PASSWORD: Password },
      }),
    );
    expect(AuthenticationResult?.AccessToken).toBeDefined();
    await expect(client({ ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH', 'ALLOW_USER_SRP_AUTH'] })).rejects.toEqual(
      refusal('InvalidParameterException'),
    );
  });

  test('a client that may not use OAuth gets invalid_grant from the token endpoint', async () => {
    const made = await client({
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['http://localhost'],
    });
    expect(made.AllowedOAuthFlowsUserPoolClient).toBe(false);
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: made.ClientId ?? '',
      code: 'any',
      redirect_uri: 'http://localhost',
    });
    const domain = { UserPoolId: pool.userPoolId, Domain: 'oauth-off' };
    await pool.sdk.send(new CreateUserPoolDomainCommand(domain));
    const response = await fetch(`${pool.endpoint}/oauth2/token`, { method: 'POST', body });
    expect(await response.json()).toEqual({ error: 'invalid_grant' });
    await pool.sdk.send(new DeleteUserPoolDomainCommand(domain));
  });

  test.each<[string, Partial<CreateUserPoolClientCommandInput>, string]>([
    ['http but for localhost', { CallbackURLs: ['http://example.com'] }, 'InvalidParameterException'],
    ['a fragment', { CallbackURLs: ['https://example.com/#a'] }, 'InvalidParameterException'],
    ['a relative address', { LogoutURLs: ['/logout'] }, 'InvalidParameterException'],
    ['a code flow without callbacks', { AllowedOAuthFlows: ['code'] }, 'InvalidOAuthFlowException'],
    ['an unknown provider', { SupportedIdentityProviders: ['Google'] }, 'InvalidParameterException'],
    [
      'a refresh token shorter than the access token',
      {
        RefreshTokenValidity: 1,
        AccessTokenValidity: 2,
        TokenValidityUnits: { RefreshToken: 'hours', AccessToken: 'hours' },
      },
      'InvalidParameterException',
    ],
    [
      'openid with client_credentials',
      { GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['openid'] },
      'InvalidOAuthFlowException',
    ],
  ])('no client has %s', async (_what, input, name) => {
    await expect(client(input)).rejects.toEqual(refusal(name));
  });

  test.each<[string, Partial<CreateUserPoolCommandInput>]>([
    ['MFA without SMS', { MfaConfiguration: 'OPTIONAL' }],
    [
      'a minimum above the maximum',
      { Schema: [{ Name: 'a', StringAttributeConstraints: { MinLength: '9', MaxLength: '1' } }] },
    ],
    ['number limits on a text', { Schema: [{ Name: 'a', NumberAttributeConstraints: { MinValue: '1' } }] }],
    ['a required custom attribute', { Schema: [{ Name: 'a', Required: true }] }],
  ])('no pool has %s', async (_what, input) => {
    await expect(created(input)).rejects.toEqual(refusal('InvalidParameterException'));
  });

  test('a prefix and a custom domain stand side by side and are updated (AWS, UpdateUserPoolDomain)', async () => {
    const { Id: UserPoolId } = await created({});
    const certificate = (id: string) => ({ CertificateArn: `arn:aws:acm:us-east-1:123456789012:certificate/${id}` });
    await pool.sdk.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'side-by-side' }));
    const custom = { UserPoolId, Domain: 'auth.example.com', CustomDomainConfig: certificate('a') };
    const { CloudFrontDomain } = await pool.sdk.send(new CreateUserPoolDomainCommand(custom));
    expect(CloudFrontDomain).toMatch(/\.cloudfront\.net$/);
    expect(await described(UserPoolId)).toMatchObject({ Domain: 'side-by-side', CustomDomain: 'auth.example.com' });
    await pool.sdk.send(
      new UpdateUserPoolDomainCommand({ ...custom, CustomDomainConfig: certificate('b'), ManagedLoginVersion: 2 }),
    );
    const { DomainDescription } = await pool.sdk.send(new DescribeUserPoolDomainCommand({ Domain: custom.Domain }));
    expect(DomainDescription).toMatchObject({
      ...{ UserPoolId, Status: 'ACTIVE', ManagedLoginVersion: 2, CustomDomainConfig: certificate('b') },
      CloudFrontDistribution: CloudFrontDomain,
    });
    for (const Domain of ['my-cognito-pool', 'aws-portal', 'Upper', 'a.b']) {
      const refused = pool.sdk.send(new CreateUserPoolDomainCommand({ UserPoolId: pool.userPoolId, Domain }));
      await expect(refused).rejects.toEqual(refusal('InvalidParameterException'));
    }
  });

  test('a request about passkeys alone leaves MFA on (AWS, SetUserPoolMfaConfig)', async () => {
    const { userPoolId: UserPoolId } = pool;
    const WebAuthnConfiguration = { RelyingPartyId: 'auth.example.com', UserVerification: 'preferred' as const };
    await pool.sdk.send(new SetUserPoolMfaConfigCommand({ UserPoolId, WebAuthnConfiguration }));
    expect(await pool.sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration,
    });
  });

  test('a page token outlives the items it names: list, delete, go on', async () => {
    const { Id: UserPoolId } = await created({});
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const GroupName of names) await pool.sdk.send(new CreateGroupCommand({ UserPoolId, GroupName }));
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await pool.sdk.send(new ListGroupsCommand({ UserPoolId, Limit: 2, NextToken }));
      for (const { GroupName = '' } of page.Groups ?? []) {
        seen.push(GroupName);
        await pool.sdk.send(new DeleteGroupCommand({ UserPoolId, GroupName }));
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(seen).toEqual(names);
  });

  test('broken constraints are listed as AWS lists them, sensitive values left out', async () => {
    // the text of a report from AWS: github.com/ks888/LambStatus/issues/6
    await expect(
      pool.sdk.send(new AdminCreateUserCommand({ UserPoolId: pool.userPoolId, Username: '' })),
    ).rejects.toEqual(
      refusal(
        'InvalidParameterException',
        /^2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\p\{L\}/,
      ),
    );
    await expect(
      pool.sdk.send(new CreateGroupCommand({ UserPoolId: pool.userPoolId, GroupName: ' ' })),
    ).rejects.toEqual(refusal('InvalidParameterException', /^1 validation error detected: Value ' ' at 'groupName'/));
  });
});
