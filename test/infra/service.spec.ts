import { readFileSync } from 'node:fs';
import { environmentNames, parseEnvironment } from '../../src/config/environment.js';
import { parseTriggerEnvironment } from '../../src/config/trigger-environment.js';
import { type Configuration, nested, readConfiguration, resource, resources } from '../../infra/tools/configuration.js';

/** Variables that the container leaves at their defaults, and why. */
const leftOut: Readonly<Record<string, string>> = {
  COGNITO_ISSUER: 'derived from region and pool',
  COGNITO_JWKS_URI: 'derived from region and pool',
  WEBHOOK_ALLOWED_NETWORKS: 'webhooks go to public addresses alone',
  ALB_ARN: 'the load balancer signs nobody in',
  ALB_PUBLIC_KEY_BASE: 'the load balancer signs nobody in',
};

/** Plausible values of what AWS would decide, to start the server's own check with. */
const decided: Readonly<Record<string, string>> = {
  '${var.region}': 'us-east-1',
  '${aws_cognito_user_pool.portal.id}': 'us-east-1_AbCdEf123',
  '${aws_dynamodb_table.portal.name}': 'clinic-portal-dev',
  '${aws_s3_bucket.uploads.id}': 'portal-uploads-dev-123456789012',
  '${aws_cognito_identity_pool.portal.id}': 'us-east-1:12345678-1234-1234-1234-123456789012',
  '${tostring(local.port)}': '3000',
  '${tostring(local.shutdown_delay)}': '10',
  '${join(",", var.web_origins)}': 'https://portal.clinic.com',
  '${var.protected ? "off" : "on"}': 'off',
};

describe('the service', () => {
  let configuration: Configuration;
  let variables: Readonly<Record<string, string>>;

  beforeAll(async () => {
    configuration = await readConfiguration();
    variables = configuration.locals['container_environment'] as Record<string, string>;
  });

  const number = (name: string) => configuration.locals[name] as number;

  it('gets every variable of .env.example, from the configuration, from a secret, or by a stated default', () => {
    const secrets = [...String(configuration.locals['container_secrets']).matchAll(/^\s+([A-Z_]+)\s*=/gm)].map(
      ([, name = '']) => name,
    );
    expect(secrets).toEqual(['COGNITO_TRIGGER_SECRETS']);
    expect([...Object.keys(variables), ...secrets, ...Object.keys(leftOut)].sort()).toEqual(
      [...environmentNames].sort(),
    );
    expect(readFileSync('.env.example', 'utf8')).toContain('SHUTDOWN_DELAY');
  });

  it('gets values that the server takes', () => {
    const values = Object.entries(variables).map(([name, value]) => [
      name,
      name === 'COGNITO_CLIENT_IDS' ? 'web1,mobile2,server3' : (decided[value] ?? value),
    ]);
    expect(() => parseEnvironment(Object.fromEntries(values) as Record<string, string>)).not.toThrow();
  });

  it('gives its functions the variables that their bundles demand, and no others of the portal', () => {
    const given = configuration.locals['function_environment'] as Record<string, string>;
    // Lambda sets AWS_REGION itself, NODE_OPTIONS is Node's own
    const { NODE_OPTIONS, ...portal } = given;
    expect(NODE_OPTIONS).toBe('--enable-source-maps');
    expect(() =>
      parseTriggerEnvironment({ ...portal, AWS_REGION: 'us-east-1', TABLE_NAME: 'clinic-portal-dev' }),
    ).not.toThrow();
    expect(Object.keys(portal)).toEqual(['TABLE_NAME']);
    for (const { body } of resources(configuration, 'aws_lambda_function')) {
      expect(body['environment']).toEqual([{ variables: '${local.function_environment}' }]);
      expect(body).toMatchObject({ runtime: 'nodejs24.x', architectures: ['arm64'] });
    }
    expect(resource(configuration, 'aws_lambda_function.cognito_triggers').body['timeout']).toBe(5);
  });

  it('loses no request when a task stops: the delays fit into each other', () => {
    const drainLimit = /const drainLimitMs = ([\d_]+)/
      .exec(readFileSync('src/shutdown.ts', 'utf8'))?.[1]
      ?.replaceAll('_', '');
    const checks = configuration.locals['health_check'] as { interval: number; unhealthy_threshold: number };
    const delay = number('shutdown_delay');
    const drain = number('drain_limit');
    expect(drain * 1000).toBe(Number(drainLimit));
    // a balancer that learns by health checks alone is done when the server stops listening
    expect(delay).toBeGreaterThanOrEqual(checks.interval * checks.unhealthy_threshold);
    const definition = String(resource(configuration, 'aws_ecs_task_definition.api').body['container_definitions']);
    expect(definition).toMatch(/stopTimeout\s+= local\.shutdown_delay \+ local\.drain_limit \+ 5/);
    expect(delay + drain + 5).toBeLessThanOrEqual(120);
    const target = resource(configuration, 'aws_lb_target_group.api').body;
    expect(target['deregistration_delay']).toBe('${local.shutdown_delay + local.drain_limit}');
    expect(nested(target, 'health_check')).toEqual([
      expect.objectContaining({ path: '/health/ready', matcher: '200' }),
    ]);
    // the balancer closes idle connections before the server does
    const keepAlive = /keepAliveTimeout: (\d+) \* second/.exec(readFileSync('src/http/fastify-server.ts', 'utf8'))?.[1];
    expect(resource(configuration, 'aws_lb.api').body['idle_timeout']).toBeLessThan(Number(keepAlive));
  });

  it('is replaced without a gap, and goes back by itself', () => {
    expect(resource(configuration, 'aws_ecs_service.api').body).toMatchObject({
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      deployment_circuit_breaker: [{ enable: true, rollback: true }],
      network_configuration: [expect.objectContaining({ assign_public_ip: false })],
    });
  });

  it('runs without rights: no root, no writable file system, no capabilities', () => {
    const { body } = resource(configuration, 'aws_ecs_task_definition.api');
    const definition = String(body['container_definitions']);
    expect(definition).toMatch(/user\s+= "65532:65532"/);
    expect(definition).toMatch(/readonlyRootFilesystem\s+= true/);
    expect(definition).toMatch(/capabilities = \{ drop = \["ALL"\] \}/);
    expect(body['runtime_platform']).toEqual([{ operating_system_family: 'LINUX', cpu_architecture: 'ARM64' }]);
  });

  it('keeps values of secrets out of plain variables and out of the configuration', () => {
    expect(JSON.stringify(variables)).not.toMatch(/secret|password|whsec_/i);
    const written = resources(configuration, 'aws_secretsmanager_secret_version').map(({ name }) => name);
    // Cognito's own secret of the server client is in the state in any case
    expect(written).toEqual(['server_client']);
  });

  it('grows with CPU and with requests a target', () => {
    const metrics = resources(configuration, 'aws_appautoscaling_policy').map(({ body }) => JSON.stringify(body));
    expect(metrics.join()).toContain('ECSServiceAverageCPUUtilization');
    expect(metrics.join()).toContain('ALBRequestCountPerTarget');
  });

  it('answers https with TLS 1.2 and 1.3 alone, behind a firewall with a rate rule and AWS’ common rules', () => {
    const listeners = resources(configuration, 'aws_lb_listener');
    for (const { body } of listeners) {
      if (body['protocol'] === 'HTTPS') expect(body['ssl_policy']).toMatch(/^ELBSecurityPolicy-TLS13-/);
      else expect(nested(body, 'default_action')).toEqual([expect.objectContaining({ type: 'redirect' })]);
    }
    expect(listeners.map(({ body }) => body['protocol'])).toEqual(['HTTP', 'HTTPS']);
    const acl = resource(configuration, 'aws_wafv2_web_acl.api').body;
    expect(JSON.stringify(acl)).toContain('rate_based_statement');
    expect(Object.keys(configuration.locals['managed_rules'] as object)).toContain('AWSManagedRulesCommonRuleSet');
    expect(resource(configuration, 'aws_wafv2_web_acl_association.api').body['resource_arn']).toBe('${aws_lb.api.arn}');
  });

  it('opens no port to the world but 80 and 443 of the load balancer', () => {
    const open = resources(configuration, 'aws_vpc_security_group_ingress_rule').filter(
      ({ body }) => body['cidr_ipv4'] !== undefined,
    );
    expect(open.map(({ body }) => [body['security_group_id'], body['from_port'], body['to_port']])).toEqual([
      ['${aws_security_group.load_balancer.id}', 80, 80],
      ['${aws_security_group.load_balancer.id}', 443, 443],
    ]);
  });
});
