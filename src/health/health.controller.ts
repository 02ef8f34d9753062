import { Problems } from '../http/problems.decorator.js';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/policy/policy.decorators.js';
import { Readiness } from './readiness.js';

@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Whether the process answers at all', security: [] })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Problems('keys_unavailable', 'store_unavailable', 'shutting_down')
  @ApiOperation({
    operationId: 'getReadiness',
    summary: 'Whether requests can be served: signing keys are known and the table answers',
    security: [],
  })
  async ready(): Promise<{ status: 'ok' }> {
    await this.readiness.check();
    return { status: 'ok' };
  }
}
