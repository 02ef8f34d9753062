// The production server as `npm run build` leaves it, with two routes more that differ in their policy alone.
import { Controller, Get } from '@nestjs/common';
import { createApp } from '../../dist/app.js';
import { AppModule } from '../../dist/app.module.js';
import { disableAllocationSitePretenuring } from '../../dist/v8-flags.js';
import { ClinicScoped, NotClinicScoped, Public, Roles } from '../../dist/auth/policy/policy.decorators.js';
import { answer, path, pool, started } from './rivals/started.mjs';

class BenchController {
  open() {
    return answer;
  }

  guarded() {
    return answer;
  }
}

const methodOf = (name) => [
  BenchController.prototype,
  name,
  Object.getOwnPropertyDescriptor(BenchController.prototype, name),
];
Get(`${path}/open`)(...methodOf('open'));
Public()(...methodOf('open'));
NotClinicScoped('the same path as the guarded route, without its guards')(...methodOf('open'));
Get(`${path}/guarded`)(...methodOf('guarded'));
Roles('clinic-staff', 'admin')(...methodOf('guarded'));
ClinicScoped()(...methodOf('guarded'));
Controller()(BenchController);

const forRoot = AppModule.forRoot.bind(AppModule);
AppModule.forRoot = (...settings) => ({ ...forRoot(...settings), controllers: [BenchController] });

disableAllocationSitePretenuring();
const app = await createApp({
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: process.env.BENCH_LOG_LEVEL,
  AWS_REGION: 'us-east-1',
  COGNITO_USER_POOL_ID: pool.userPoolId,
  COGNITO_CLIENT_IDS: pool.clientId,
  COGNITO_ISSUER: pool.issuer,
  COGNITO_JWKS_URI: pool.jwksUri,
  TABLE_NAME: pool.tableName,
});
await app.listen(0, '127.0.0.1');
started(await app.getUrl());
