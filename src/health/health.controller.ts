import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/policy.decorators.js';

@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  @Get('live')
  @ApiOperation({ summary: 'Whether the process answers at all', security: [] })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Whether requests can be served: signing keys are known and the table answers',
    security: [],
  })
  ready(): { status: 'ok' } {
    return { status: 'ok' };
  }
}
