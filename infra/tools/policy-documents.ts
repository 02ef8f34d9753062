import { type Body, type Configuration, nested, resource } from './configuration.js';
import type { Condition, Statement } from './iam-evaluator.js';

const account = '123456789012';
const region = 'us-east-1';

/** ARNs as AWS would form them, for the types whose form matters to a policy. */
const arns: Readonly<Record<string, (name: string) => string>> = {
  aws_s3_bucket: (name) => `arn:aws:s3:::${name}`,
  aws_dynamodb_table: (name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  aws_kms_key: (name) => `arn:aws:kms:${region}:${account}:key/${name}`,
  aws_cognito_user_pool: (name) => `arn:aws:cognito-idp:${region}:${account}:userpool/${name}`,
  aws_sqs_queue: (name) => `arn:aws:sqs:${region}:${account}:${name}`,
  aws_lambda_function: (name) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  aws_iam_role: (name) => `arn:aws:iam::${account}:role/${name}`,
  aws_cloudwatch_log_group: (name) => `arn:aws:logs:${region}:${account}:log-group:${name}`,
};

/**
 * The statements of an `aws_iam_policy_document`, those of its sources first, with references replaced by ARNs of the same
 * form: `${aws_s3_bucket.uploads.arn}` becomes `arn:aws:s3:::uploads`, other attributes `uploads.id`.
 */
export function statementsOf(configuration: Configuration, name: string): readonly Statement[] {
  const { body } = resource(configuration, `data.aws_iam_policy_document.${name}`);
  const sources = ((body['source_policy_documents'] ?? []) as string[]).flatMap((reference) =>
    statementsOf(configuration, /aws_iam_policy_document\.(\w+)\.json/.exec(reference)?.[1] ?? reference),
  );
  return [...sources, ...nested(body, 'statement').map((statement) => toStatement(configuration, statement))];
}

function toStatement(configuration: Configuration, body: Body): Statement {
  const texts = (value: unknown) => ((value ?? []) as string[]).map((text) => resolve(configuration, text));
  return {
    effect: body['effect'] === 'Deny' ? 'Deny' : 'Allow',
    actions: texts(body['actions']),
    resources: texts(body['resources']),
    principals: nested(body, 'principals').flatMap(({ type, identifiers }) =>
      texts(identifiers).map((identifier) => `${type as string}:${identifier}`),
    ),
    conditions: nested(body, 'condition').map(({ test, variable, values }): Condition => ({
      test: test as string,
      variable: variable as string,
      values: texts(values),
    })),
  };
}

/** A string with its references resolved; `$${…}` stays as the policy variable `${…}`. */
export function resolve(configuration: Configuration, text: string): string {
  return text
    .replace(/(?<!\$)\$\{([^}]+)\}/g, (_, expression: string) => {
      const [, local] = /^local\.(\w+)$/.exec(expression) ?? [];
      if (local === 'account') return account;
      if (local === 'partition') return 'aws';
      if (local !== undefined && typeof configuration.locals[local] === 'string') {
        // the policy variables inside are unescaped once, at the end
        return resolve(configuration, configuration.locals[local]).replaceAll('${', '$${');
      }
      if (expression === 'var.region') return region;
      if (expression === 'var.environment') return 'test';
      const [, type = '', name = expression, attribute = ''] = /^(aws_\w+)\.(\w+)\.(\w+)$/.exec(expression) ?? [];
      if (type === '') return expression;
      return attribute === 'arn' ? (arns[type]?.(name) ?? `arn:aws:${type}:${name}`) : `${name}.${attribute}`;
    })
    .replaceAll('$${', '${');
}
