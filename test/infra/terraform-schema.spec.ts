import { type Configuration, readConfiguration } from '../../infra/tools/configuration.js';
import { readSchema } from '../../infra/tools/provider-schema.js';
import { referenceProblems, unused } from '../../infra/tools/references.js';
import { schemaProblems } from '../../infra/tools/schema-check.js';

const schema = readSchema().provider_schemas['hashicorp/aws'];

describe('the Terraform configuration', () => {
  let configuration: Configuration;

  beforeAll(async () => {
    configuration = await readConfiguration();
  });

  it('names only arguments and blocks that the AWS provider has, with values of their types, and leaves out none that it demands', () => {
    expect(configuration.blocks.length).toBeGreaterThan(100);
    expect(schemaProblems(configuration, schema)).toEqual([]);
  });

  it('refers to nothing that is not there, and declares nothing that is not read', () => {
    expect(referenceProblems(configuration, schema)).toEqual([]);
    expect(unused(configuration)).toEqual([]);
  });

  it('uses the AWS provider 6 and no other', () => {
    expect(configuration.terraform['required_providers']).toEqual([
      { aws: { source: 'hashicorp/aws', version: '~> 6.0' } },
    ]);
    expect(new Set(configuration.blocks.map(({ type }) => type.split('_')[0]))).toEqual(new Set(['aws']));
  });

  it('finds what is wrong: a misspelled argument, a missing one, a wrong type, a dead reference', () => {
    const block = (body: Record<string, unknown>) => ({
      ...configuration,
      blocks: [
        { kind: 'resource' as const, type: 'aws_sqs_queue', name: 'q', address: 'aws_sqs_queue.q', file: 'q.tf', body },
      ],
    });
    expect(schemaProblems(block({ nmae: 'x' }), schema)).toEqual(['aws_sqs_queue.q: there is no "nmae"']);
    expect(schemaProblems(block({ arn: 'x' }), schema)).toEqual(['aws_sqs_queue.q: "arn" is decided by the provider']);
    expect(schemaProblems(block({ fifo_queue: 'perhaps' }), schema)).toEqual([
      'aws_sqs_queue.q: "fifo_queue" must be "bool"',
    ]);
    expect(
      referenceProblems(block({ policy: '${aws_sqs_queue.q.nothing} ${aws_sqs_queue.r.arn} ${var.none}' }), schema),
    ).toEqual(
      expect.arrayContaining([
        'aws_sqs_queue.q has no "nothing"',
        'there is no aws_sqs_queue.r',
        'there is no var.none',
      ]),
    );
    const listener = {
      kind: 'resource' as const,
      type: 'aws_lb_listener',
      name: 'l',
      address: 'aws_lb_listener.l',
      file: 'l.tf',
      body: {},
    };
    expect(schemaProblems({ ...configuration, blocks: [listener] }, schema)).toEqual([
      'aws_lb_listener.l: "load_balancer_arn" is missing',
      'aws_lb_listener.l: "default_action" is missing',
    ]);
  });
});
