import {
  type Block,
  type Configuration,
  nested,
  readConfiguration,
  resource,
  resources,
} from '../../infra/tools/configuration.js';
import { stringsOf } from '../../infra/tools/references.js';

/** Attributes that say what a user may reach. */
const authority = ['custom:clinic_id', 'custom:role'];

/** A list that is written out, or the quoted strings of an expression and of the locals that it names. */
function listOf(configuration: Configuration, value: unknown): string[] {
  if (Array.isArray(value)) return value as string[];
  const [text = ''] = stringsOf(value);
  const quoted = [...text.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word);
  const locals = [...text.matchAll(/local\.(\w+)/g)].flatMap(([, name = '']) =>
    listOf(configuration, configuration.locals[name]),
  );
  return [...locals, ...quoted];
}

describe('the user pool', () => {
  let configuration: Configuration;
  let pool: Block['body'];
  let clients: readonly Block[];

  beforeAll(async () => {
    configuration = await readConfiguration();
    pool = resource(configuration, 'aws_cognito_user_pool.portal').body;
    clients = ['web', 'mobile', 'server'].map((name) =>
      resource(configuration, `aws_cognito_user_pool_client.${name}`),
    );
  });

  it('signs in by e-mail, with the password rules, the recovery and the second factor that the portal promises', () => {
    expect(pool).toMatchObject({
      name: 'portal-users-${var.environment}',
      user_pool_tier: 'ESSENTIALS',
      username_attributes: ['email'],
      auto_verified_attributes: ['email'],
      mfa_configuration: 'OPTIONAL',
      deletion_protection: '${var.protected ? "ACTIVE" : "INACTIVE"}',
      password_policy: [
        {
          minimum_length: 8,
          require_uppercase: true,
          require_lowercase: true,
          require_numbers: true,
          require_symbols: false,
          temporary_password_validity_days: 7,
        },
      ],
      software_token_mfa_configuration: [{ enabled: true }],
      verification_message_template: [{ default_email_option: 'CONFIRM_WITH_CODE' }],
      account_recovery_setting: [{ recovery_mechanism: [{ name: 'verified_email', priority: 1 }] }],
    });
  });

  it('lets a new e-mail address take effect only when it is verified (fact A5)', () => {
    expect(pool['user_attribute_update_settings']).toEqual([
      { attributes_require_verification_before_update: ['email'] },
    ]);
  });

  it('has clinic and role, and never replaces the pool because of its schema (fact A3)', () => {
    const custom = nested(pool, 'schema').filter(({ name }) => name !== 'email');
    expect(custom).toEqual([
      expect.objectContaining({
        name: 'clinic_id',
        attribute_data_type: 'String',
        mutable: true,
        string_attribute_constraints: [{ min_length: '0', max_length: '50' }],
      }),
      expect.objectContaining({ name: 'role', attribute_data_type: 'String', mutable: true }),
    ]);
    expect(pool['lifecycle']).toEqual([{ ignore_changes: ['${schema}'] }]);
  });

  it('has a web, a mobile and a server client, each with lists of what it reads and writes', () => {
    expect(resources(configuration, 'aws_cognito_user_pool_client')).toHaveLength(clients.length);
    for (const { body } of clients) {
      expect(listOf(configuration, body['write_attributes'])).not.toEqual([]);
      expect(listOf(configuration, body['read_attributes'])).toEqual(expect.arrayContaining(authority));
    }
  });

  it('lets no client write an attribute that decides what its user may reach (facts A1, A2)', () => {
    for (const { body } of clients) {
      const writable = listOf(configuration, body['write_attributes']);
      expect(writable.filter((name) => authority.includes(name) || name.startsWith('custom:'))).toEqual([]);
    }
  });

  it('gives tokens of an hour, revocation and rotation, and tells nobody whether a user exists', () => {
    for (const { body } of clients) {
      expect(body).toMatchObject({
        prevent_user_existence_errors: 'ENABLED',
        enable_token_revocation: true,
        access_token_validity: 60,
        id_token_validity: 60,
        token_validity_units: [{ access_token: 'minutes', id_token: 'minutes', refresh_token: 'days' }],
      });
      expect(nested(body, 'refresh_token_rotation')).toEqual([expect.objectContaining({ feature: 'ENABLED' })]);
      // with rotation Cognito refuses this flow (fact T12); an empty list would mean its default flows
      expect(body['explicit_auth_flows']).not.toContain('ALLOW_REFRESH_TOKEN_AUTH');
      expect(body['explicit_auth_flows']).not.toEqual([]);
    }
    const [web, mobile] = clients;
    expect(web?.body).toMatchObject({ refresh_token_validity: 30 });
    expect(mobile?.body).toMatchObject({ refresh_token_validity: 30 });
  });

  it('keeps secrets out of browsers and phones, and machines out of the flows of people', () => {
    const [web, mobile, server] = clients.map(({ body }) => body);
    for (const client of [web, mobile]) {
      expect(client).toMatchObject({
        generate_secret: false,
        allowed_oauth_flows: ['code'],
        allowed_oauth_scopes: ['email', 'openid', 'profile'],
      });
    }
    expect(web?.['callback_urls']).toBe('${[for origin in var.web_origins : "${origin}/callback"]}');
    expect(mobile?.['callback_urls']).toEqual(['${var.mobile_scheme}://callback']);
    expect(server).toMatchObject({ generate_secret: true, allowed_oauth_flows: ['client_credentials'] });
    expect(nested(resource(configuration, 'aws_cognito_resource_server.portal').body, 'scope')).toEqual([
      expect.objectContaining({ scope_name: 'metrics.read' }),
    ]);
  });

  it('has the three groups', () => {
    expect(Object.keys(configuration.locals['groups'] as object)).toEqual(['admin', 'billing', 'clinic-staff']);
  });

  it('calls the function for every trigger that it answers, and version 2 for tokens (fact L6)', () => {
    const [lambda] = nested(pool, 'lambda_config');
    expect(Object.keys(lambda ?? {}).sort()).toEqual([
      'custom_message',
      'define_auth_challenge',
      'post_confirmation',
      'pre_authentication',
      'pre_sign_up',
      'pre_token_generation_config',
      'verify_auth_challenge_response',
    ]);
    expect(lambda?.['pre_token_generation_config']).toEqual([expect.objectContaining({ lambda_version: 'V2_0' })]);
  });

  it('may call every function that it names: a permission for its own ARN (fact L10)', () => {
    const [config] = (pool['dynamic'] as { lambda_config: [{ for_each: string }] }).lambda_config;
    const functions = [...config.for_each.matchAll(/aws_lambda_function\.(\w+)\.arn/g)].map(([, name]) => name);
    expect(functions).toEqual(['cognito_triggers']);
    const permissions = resources(configuration, 'aws_lambda_permission').map(({ body }) => body);
    for (const name of functions) {
      expect(permissions).toContainEqual(
        expect.objectContaining({
          action: 'lambda:InvokeFunction',
          function_name: `\${aws_lambda_function.${name ?? ''}.function_name}`,
          principal: 'cognito-idp.amazonaws.com',
          source_arn: '${aws_cognito_user_pool.portal.arn}',
        }),
      );
    }
  });

  it('gives identities to signed-in users alone, with tags of claims that no client may write (fact I2)', () => {
    expect(resource(configuration, 'aws_cognito_identity_pool.portal').body).toMatchObject({
      allow_unauthenticated_identities: false,
      allow_classic_flow: false,
    });
    expect(
      resource(configuration, 'aws_cognito_identity_pool_provider_principal_tag.portal').body['principal_tags'],
    ).toEqual({
      clinic_id: 'custom:clinic_id',
      sub: 'sub',
    });
    expect(resource(configuration, 'aws_cognito_identity_pool_roles_attachment.portal').body['roles']).toEqual({
      authenticated: '${aws_iam_role.uploader.arn}',
    });
  });
});
