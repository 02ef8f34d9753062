import { type DynamicModule, Module } from '@nestjs/common';
import type { Clock } from './clock/clock.js';
import { ClockModule } from './clock/clock.module.js';
import type { Settings } from './config/settings.js';
import { SettingsModule } from './config/settings.module.js';
import { HealthModule } from './health/health.module.js';

/** Every room of the HTTP server, joined. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [SettingsModule.forRoot(settings), ClockModule.forRoot(clock), HealthModule],
    };
  }
}
