import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../auth/policy/policy.decorators.js';
import { Answers } from '../http/answers.decorator.js';
import { type Complaint, complaint, type Findings, findings } from './doctor.schema.js';
import { DoctorService } from './doctor.service.js';

@ApiTags('doctor')
@Controller('v1/doctor')
@Roles('admin')
export class DoctorController {
  constructor(private readonly doctor: DoctorService) {}

  @Post()
  @ApiOperation({
    operationId: 'diagnose',
    summary: 'Explain a token or the text of an error, and name the setting to change',
  })
  @Answers(200, findings)
  diagnose(@Body({ schema: complaint }) { text }: Complaint): Findings {
    return { findings: [...this.doctor.diagnose(text)] };
  }
}
