import { type Configuration, nested, readConfiguration, resource, resources } from '../../infra/tools/configuration.js';
import { readSchema } from '../../infra/tools/provider-schema.js';

const schema = readSchema().provider_schemas['hashicorp/aws'];
const key = '${aws_kms_key.portal.arn}';

describe('every resource', () => {
  let configuration: Configuration;

  beforeAll(async () => {
    configuration = await readConfiguration();
  });

  const bodies = (type: string) => resources(configuration, type).map(({ name, body }) => ({ name, body }));

  it('is tagged with application, environment and who manages it', () => {
    expect(configuration.provider['default_tags']).toEqual([
      { tags: { application: 'clinic-portal', environment: '${var.environment}', 'managed-by': 'terraform' } },
    ]);
    // where a resource has tags of its own, they add a name and take nothing away
    const own = configuration.blocks.filter(({ body }) => body['tags'] !== undefined);
    for (const { body } of own) expect(Object.keys(body['tags'] as object)).toEqual(['Name']);
  });

  it('that has a name ends it with the environment', () => {
    const nameArguments = [
      'name',
      'function_name',
      'family',
      'alarm_name',
      'dashboard_name',
      'bucket',
      'identity_pool_name',
    ];
    // named by what they belong to, by DNS or by AWS
    const others = new Set([
      'aws_lambda_permission',
      'aws_lambda_event_source_mapping',
      'aws_iam_role_policy',
      'aws_route53_record',
      'aws_cognito_user_group',
      'aws_s3_object',
    ]);
    const wrong = configuration.blocks
      .filter(({ kind, type }) => kind === 'resource' && !others.has(type))
      .flatMap(({ address, body }) =>
        nameArguments.flatMap((argument) => {
          const value = body[argument];
          if (typeof value !== 'string' || /^\$\{aws_s3_bucket\.\w+\.id\}$/.test(value)) return [];
          return /-\$\{var\.environment\}(-\$\{local\.account\})?$|^alias\/portal-/.test(value)
            ? []
            : [`${address}: ${value}`];
        }),
      );
    expect(wrong).toEqual([]);
  });

  it('that keeps data keeps it encrypted', () => {
    expect(resource(configuration, 'aws_dynamodb_table.portal').body['server_side_encryption']).toEqual([
      { enabled: true, kms_key_arn: key },
    ]);
    for (const { body } of bodies('aws_cloudwatch_log_group')) expect(body['kms_key_id']).toBe(key);
    for (const { body } of bodies('aws_sqs_queue')) expect(body['kms_master_key_id']).toBe(key);
    for (const { body } of bodies('aws_sns_topic')) expect(body['kms_master_key_id']).toBe(key);
    for (const { body } of bodies('aws_secretsmanager_secret')) expect(body['kms_key_id']).toBe(key);
    for (const { body } of bodies('aws_lambda_function')) expect(body['kms_key_arn']).toBe(key);
    for (const { body } of bodies('aws_backup_vault')) expect(body['kms_key_arn']).toBe(key);
    for (const { body } of bodies('aws_ecr_repository'))
      expect(body['encryption_configuration']).toEqual([{ encryption_type: 'KMS', kms_key: key }]);
    for (const { body } of bodies('aws_kms_key')) expect(body['enable_key_rotation']).toBe(true);
  });

  it('that is a bucket is private, encrypted, versioned and cleaned up', () => {
    const names = bodies('aws_s3_bucket').map(({ name }) => name);
    expect(names).toEqual(['logs', 'uploads', 'web']);
    for (const name of names) {
      expect(resource(configuration, `aws_s3_bucket_public_access_block.${name}`).body).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
      expect(resource(configuration, `aws_s3_bucket_versioning.${name}`).body['versioning_configuration']).toEqual([
        { status: 'Enabled' },
      ]);
      expect(nested(resource(configuration, `aws_s3_bucket_lifecycle_configuration.${name}`).body, 'rule')).not.toEqual(
        [],
      );
      expect(resource(configuration, `aws_s3_bucket_policy.${name}`).body['bucket']).toBe(
        `\${aws_s3_bucket.${name}.id}`,
      );
    }
    const [rule] = nested(
      resource(configuration, 'aws_s3_bucket_server_side_encryption_configuration.uploads').body,
      'rule',
    );
    expect(rule).toMatchObject({
      apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id: key }],
    });
    expect(nested(resource(configuration, 'aws_s3_bucket_cors_configuration.uploads').body, 'cors_rule')).toEqual([
      expect.objectContaining({ allowed_origins: '${var.web_origins}' }),
    ]);
  });

  it('that keeps logs or messages keeps them for a stated time', () => {
    for (const { body } of bodies('aws_cloudwatch_log_group'))
      expect(body['retention_in_days']).toBe('${var.log_retention_days}');
    for (const { body } of bodies('aws_sqs_queue')) expect(body['message_retention_seconds']).toBe(1_209_600);
  });

  it('that is a function writes into a log group of this configuration, and is watched', () => {
    const watched = Object.values(configuration.locals['functions'] as Record<string, string>);
    for (const { name, body } of bodies('aws_lambda_function')) {
      expect(body['logging_config']).toEqual([
        { log_format: 'JSON', log_group: `\${aws_cloudwatch_log_group.${name}.name}` },
      ]);
      expect(watched).toContain(`\${aws_lambda_function.${name}.function_name}`);
    }
    expect(resource(configuration, 'aws_cloudwatch_metric_alarm.function_errors').body['for_each']).toBe(
      '${local.functions}',
    );
    expect(resource(configuration, 'aws_cloudwatch_metric_alarm.trigger_duration').body).toMatchObject({
      metric_name: 'Duration',
    });
  });

  it('that is an alarm tells somebody, names a page of help, and takes silence for no alarm', () => {
    for (const { body } of bodies('aws_cloudwatch_metric_alarm')) {
      expect(body['alarm_actions']).toEqual(['${aws_sns_topic.alarms.arn}']);
      expect(body['alarm_description']).toMatch(/docs\/operations\.md, '[^']+'$/);
      expect(body['treat_missing_data']).toBe('notBreaching');
    }
    expect(bodies('aws_cloudwatch_metric_alarm').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['server_errors', 'latency', 'throttles', 'keys_unavailable', 'function_errors']),
    );
  });

  it('comes of the table’s one definition where it is about the table', () => {
    const { body } = resource(configuration, 'aws_dynamodb_table.portal');
    expect(body).toMatchObject({
      billing_mode: 'PAY_PER_REQUEST',
      hash_key: '${local.table.hashKey}',
      range_key: '${local.table.rangeKey}',
      stream_enabled: true,
      deletion_protection_enabled: '${var.protected}',
      ttl: [{ attribute_name: '${local.table.timeToLiveAttribute}', enabled: true }],
      point_in_time_recovery: [{ enabled: true, recovery_period_in_days: 35 }],
    });
    expect(configuration.locals['table']).toBe('${jsondecode(file("${path.module}/table.json"))}');
    const dynamics = body['dynamic'] as Record<string, [{ for_each: string }]>;
    expect(dynamics['attribute']?.[0].for_each).toBe('${local.table.attributes}');
    expect(dynamics['global_secondary_index']?.[0].for_each).toBe('${local.table.globalSecondaryIndexes}');
  });

  it('is of a type in the schema snapshot, and the snapshot has no other', () => {
    const types = (kind: string) =>
      [...new Set(configuration.blocks.filter((block) => block.kind === kind).map(({ type }) => type))].sort();
    expect(Object.keys(schema.resource_schemas).sort()).toEqual(types('resource'));
    expect(Object.keys(schema.data_source_schemas).sort()).toEqual(types('data'));
  });
});
