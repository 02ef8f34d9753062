import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AlbAuthenticator } from '../auth/alb/alb-authenticator.js';
import { UserPools } from '../auth/keys/user-pools.js';
import { Roles, Scopes } from '../auth/policy/policy.decorators.js';
import { expose, expositionType } from './exposition.js';
import { type CountedKeys, keyFamilies } from './key-families.js';

/** For a collector with a machine token, which OpenTelemetry's and Prometheus' can get by themselves (RFC 6749, section 4.4). */
@ApiTags('metrics')
@Controller('v1/metrics')
@Roles('admin')
@Scopes('portal/metrics.read')
export class MetricsController {
  constructor(
    private readonly pools: UserPools,
    private readonly alb: AlbAuthenticator,
  ) {}

  @Get()
  @Header('content-type', expositionType)
  @ApiOperation({
    operationId: 'readMetrics',
    summary: 'What this server counted of its signing keys, in Prometheus’ text format',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  read(): string {
    return expose(keyFamilies([...this.poolKeys(), ...this.albKeys()]));
  }

  private poolKeys(): CountedKeys[] {
    return this.pools.all.map(({ userPoolId, keys: { metrics, ready } }) => ({
      labels: { of: 'user_pool', user_pool_id: userPoolId },
      metrics,
      ready,
    }));
  }

  /** Keys of a load balancer are asked for one by one: there is nothing to wait for. */
  private albKeys(): CountedKeys[] {
    const { keys } = this.alb;
    return keys === undefined ? [] : [{ labels: { of: 'load_balancer' }, metrics: keys.metrics, ready: true }];
  }
}
