import 'reflect-metadata';
import nestjsCognito from '@nestjs-cognito/auth';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { answer, path, pool, started } from '../started.mjs';

const { Authorization, CognitoAuthModule } = nestjsCognito;
const verifierToken = 'COGNITO_JWT_VERIFIER_INSTANCE_TOKEN';

class BenchController {
  read() {
    return answer;
  }
}
const method = [BenchController.prototype, 'read', Object.getOwnPropertyDescriptor(BenchController.prototype, 'read')];
Get(path)(...method);
Controller()(BenchController);
Authorization(['clinic-staff'])(BenchController);

class BenchModule {}
Module({
  imports: [
    CognitoAuthModule.register({
      jwtVerifier: { userPoolId: pool.userPoolId, clientId: pool.clientId, tokenUse: 'access' },
    }),
  ],
  controllers: [BenchController],
})(BenchModule);

const adapter = process.argv[2] === 'express' ? new ExpressAdapter() : new FastifyAdapter();
const app = await NestFactory.create(BenchModule, adapter, { logger: ['error', 'warn'] });
// it has no setting for the address of the keys; they are put where it would have cached them
app.get(verifierToken, { strict: false }).jwtVerifier.cacheJwks(pool.jwks);
await app.listen(0, '127.0.0.1');
started(await app.getUrl());
