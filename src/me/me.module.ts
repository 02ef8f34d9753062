import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { MeController } from './me.controller.js';
import { SignOutController } from './sign-out.controller.js';

/** What users read and do about themselves. */
@Module({ imports: [UsersModule], controllers: [MeController, SignOutController] })
export class MeModule {}
