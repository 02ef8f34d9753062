import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DoctorController } from './doctor.controller.js';
import { DoctorService } from './doctor.service.js';

@Module({ imports: [AuthModule], controllers: [DoctorController], providers: [DoctorService] })
export class DoctorModule {}
