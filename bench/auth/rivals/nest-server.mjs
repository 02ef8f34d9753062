import 'reflect-metadata';
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { answer, path, started } from './started.mjs';

const adapters = { fastify: () => new FastifyAdapter(), express: () => new ExpressAdapter() };

/** Starts a Nest server with one route behind the given guards; decorators are called by hand, since this is no TypeScript. */
export async function startNest({ adapter, guards = [], imports = [], providers = [] }) {
  class BenchController {
    read() {
      return answer;
    }
  }
  const method = [
    BenchController.prototype,
    'read',
    Object.getOwnPropertyDescriptor(BenchController.prototype, 'read'),
  ];
  Get(path)(...method);
  if (guards.length > 0) UseGuards(...guards)(...method);
  Controller()(BenchController);
  class BenchModule {}
  Module({ imports, providers, controllers: [BenchController] })(BenchModule);
  const app = await NestFactory.create(BenchModule, adapters[adapter](), { logger: ['error', 'warn'] });
  await app.listen(0, '127.0.0.1');
  started(await app.getUrl());
}
