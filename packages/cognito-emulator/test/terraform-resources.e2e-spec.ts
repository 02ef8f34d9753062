import {
  CreateIdentityProviderCommand,
  CreateManagedLoginBrandingCommand,
  CreateUserPoolClientCommand,
  DeleteIdentityProviderCommand,
  DeleteManagedLoginBrandingCommand,
  DescribeIdentityProviderCommand,
  DescribeManagedLoginBrandingByClientCommand,
  DescribeManagedLoginBrandingCommand,
  DescribeRiskConfigurationCommand,
  DescribeUserPoolCommand,
  GetIdentityProviderByIdentifierCommand,
  GetLogDeliveryConfigurationCommand,
  GetUICustomizationCommand,
  ListIdentityProvidersCommand,
  ListTagsForResourceCommand,
  SetLogDeliveryConfigurationCommand,
  SetRiskConfigurationCommand,
  SetUICustomizationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateIdentityProviderCommand,
  UpdateManagedLoginBrandingCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestPool } from './support/test-pool.js';
import { startTestPool } from './support/test-pool.js';

// The operations behind the resources of Terraform's AWS provider: create, read, change, read, delete.
// Sources: AWS's API reference of each operation, and the read functions in internal/service/cognitoidp of the provider
describe('what Terraform manages beside pools and clients', () => {
  let pool: TestPool;
  let UserPoolId: string;
  let ClientId: string;

  beforeAll(async () => {
    pool = await startTestPool({ domain: true });
    UserPoolId = pool.userPoolId;
    ClientId = pool.clients.web.id;
  });
  afterAll(() => pool.stop());

  test('tags of a pool (aws_cognito_user_pool: tags)', async () => {
    const { UserPool } = await pool.sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
    const ResourceArn = UserPool?.Arn;
    await pool.sdk.send(new TagResourceCommand({ ResourceArn, Tags: { environment: 'test', owner: 'us' } }));
    await pool.sdk.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['owner'] }));
    const { Tags } = await pool.sdk.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual({ environment: 'test' });
    await expect(
      pool.sdk.send(new ListTagsForResourceCommand({ ResourceArn: `${ResourceArn ?? ''}x` })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('identity providers (aws_cognito_identity_provider)', async () => {
    const key = { UserPoolId, ProviderName: 'Example' };
    const ProviderDetails = {
      client_id: 'abc',
      client_secret: 'def',
      authorize_scopes: 'openid',
      oidc_issuer: 'https://id.example.com',
      attributes_request_method: 'GET',
    };
    const create = new CreateIdentityProviderCommand({
      ...key,
      ...{
        ProviderType: 'OIDC',
        ProviderDetails,
        IdpIdentifiers: ['example.com'],
        AttributeMapping: { email: 'email' },
      },
    });
    await pool.sdk.send(create);
    await expect(pool.sdk.send(create)).rejects.toMatchObject({ name: 'DuplicateProviderException' });
    await pool.sdk.send(new UpdateIdentityProviderCommand({ ...key, AttributeMapping: { email: 'mail' } }));
    const { IdentityProvider } = await pool.sdk.send(new DescribeIdentityProviderCommand(key));
    expect(IdentityProvider).toMatchObject({
      ...key,
      ...{
        ProviderType: 'OIDC',
        ProviderDetails,
        IdpIdentifiers: ['example.com'],
        AttributeMapping: { email: 'mail' },
      },
    });
    const byIdentifier = new GetIdentityProviderByIdentifierCommand({ UserPoolId, IdpIdentifier: 'example.com' });
    expect((await pool.sdk.send(byIdentifier)).IdentityProvider).toEqual(IdentityProvider);
    const { UserPoolClient } = await pool.sdk.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'f',
        SupportedIdentityProviders: ['COGNITO', 'Example'],
      }),
    );
    expect(UserPoolClient?.SupportedIdentityProviders).toEqual(['COGNITO', 'Example']);
    await pool.sdk.send(new DeleteIdentityProviderCommand(key));
    expect((await pool.sdk.send(new ListIdentityProvidersCommand({ UserPoolId }))).Providers).toEqual([]);
    await expect(pool.sdk.send(new DescribeIdentityProviderCommand(key))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('managed login branding (aws_cognito_managed_login_branding)', async () => {
    const create = new CreateManagedLoginBrandingCommand({ UserPoolId, ClientId, UseCognitoProvidedValues: true });
    const { ManagedLoginBranding: made } = await pool.sdk.send(create);
    await expect(pool.sdk.send(create)).rejects.toMatchObject({ name: 'ManagedLoginBrandingExistsException' });
    const key = { UserPoolId, ManagedLoginBrandingId: made?.ManagedLoginBrandingId };
    const Settings = { components: { primaryButton: { lightMode: { defaults: { backgroundColor: '0972d3ff' } } } } };
    await pool.sdk.send(new UpdateManagedLoginBrandingCommand({ ...key, Settings }));
    const { ManagedLoginBranding } = await pool.sdk.send(new DescribeManagedLoginBrandingCommand(key));
    expect(ManagedLoginBranding).toMatchObject({ ...key, Settings, UseCognitoProvidedValues: false });
    const byClient = new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId });
    expect((await pool.sdk.send(byClient)).ManagedLoginBranding).toEqual(ManagedLoginBranding);
    await pool.sdk.send(new DeleteManagedLoginBrandingCommand(key));
    await expect(pool.sdk.send(byClient)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('UI customization, of a client or of all (aws_cognito_user_pool_ui_customization)', async () => {
    const get = new GetUICustomizationCommand({ UserPoolId, ClientId });
    expect((await pool.sdk.send(get)).UICustomization).toEqual({});
    await pool.sdk.send(new SetUICustomizationCommand({ UserPoolId, CSS: '.label-customizable {font-weight: 400;}' }));
    expect((await pool.sdk.send(get)).UICustomization).toMatchObject({ ClientId: 'ALL' });
    const CSS = '.label-customizable {font-weight: 500;}';
    await pool.sdk.send(new SetUICustomizationCommand({ UserPoolId, ClientId, CSS, ImageFile: new Uint8Array([1]) }));
    expect((await pool.sdk.send(get)).UICustomization).toMatchObject({
      ...{ UserPoolId, ClientId, CSS },
      ImageUrl: expect.stringMatching(/^https:/) as string,
    });
  });

  test('log delivery and risk configurations (aws_cognito_log_delivery_configuration, aws_cognito_risk_configuration)', async () => {
    const LogConfigurations = [
      {
        LogLevel: 'ERROR' as const,
        EventSource: 'userNotification' as const,
        CloudWatchLogsConfiguration: { LogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:portal' },
      },
    ];
    await pool.sdk.send(new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations }));
    const { LogDeliveryConfiguration } = await pool.sdk.send(new GetLogDeliveryConfigurationCommand({ UserPoolId }));
    expect(LogDeliveryConfiguration).toEqual({ UserPoolId, LogConfigurations });

    const RiskExceptionConfiguration = { BlockedIPRangeList: ['10.10.10.10/32'] };
    await pool.sdk.send(new SetRiskConfigurationCommand({ UserPoolId, ClientId, RiskExceptionConfiguration }));
    const { RiskConfiguration } = await pool.sdk.send(new DescribeRiskConfigurationCommand({ UserPoolId, ClientId }));
    expect(RiskConfiguration).toMatchObject({ UserPoolId, ClientId, RiskExceptionConfiguration });
    const { RiskConfiguration: none } = await pool.sdk.send(new DescribeRiskConfigurationCommand({ UserPoolId }));
    expect(none).toEqual({ UserPoolId });
  });
});
