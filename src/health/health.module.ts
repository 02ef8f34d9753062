import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { HealthController } from './health.controller.js';
import { Readiness } from './readiness.js';

@Module({ imports: [AuthModule], controllers: [HealthController], providers: [Readiness] })
export class HealthModule {}
