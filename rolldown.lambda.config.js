import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

// Nest loads these on demand through literal import(); a function never needs them.
const optional = [
  /^@nestjs\/(microservices|websockets|platform-express)(\/|$)/,
  /^class-(validator|transformer)$/,
  'file-type',
  /^@fastify\/(multipart|view)$/,
  'repl',
];

const rxjs = (path) => fileURLToPath(new URL(`node_modules/rxjs/dist/esm/${path}`, import.meta.url));

/**
 * Parts of Nest that an application context names but never uses: the HTTP application with its router, and what runs
 * guards, pipes and interceptors around handlers of other transports.
 */
const unusedParts = {
  'nest-application.js': 'export class NestApplication {}',
  'helpers/external-context-creator.js':
    'export class ExternalContextCreator { static fromContainer() { return new ExternalContextCreator(); } }',
};

const contextOnly = {
  name: 'nest-context-only',
  load: {
    filter: { id: /@nestjs\/core\/(nest-application|helpers\/external-context-creator)\.js$/ },
    handler: (id) => unusedParts[id.split('/@nestjs/core/')[1]],
  },
};

/**
 * Lambda hands a function its credentials in the environment. The SDK's other sources (files, SSO, other roles, instance
 * metadata) bring clients of their own, a third of the bundle, which a cold start would read for nothing.
 */
export const environmentCredentials = {
  name: 'environment-credentials',
  load: {
    filter: { id: /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/ },
    handler: () => "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
  },
};

/** One file a function, from what `nest build` left in dist: SWC has written the metadata that injection needs. */
const bundle = (input, file, settings = {}) =>
  defineConfig({
    input,
    platform: 'node',
    external: optional,
    ...settings,
    resolve: {
      // ES modules first: the AWS SDK can only be shaken from its `module` entry
      mainFields: ['module', 'main'],
      ...settings.resolve,
    },
    output: { file, format: 'esm', minify: true, keepNames: true, codeSplitting: false },
  });

/** A function that needs an application context and nothing of HTTP. */
export const contextBundle = (input, file, plugins = [environmentCredentials]) =>
  bundle(input, file, {
    plugins: [contextOnly, ...plugins],
    resolve: {
      alias: {
        // without polyfills for engines that have no Map
        'reflect-metadata': 'reflect-metadata/lite',
        // for Node, rxjs offers CommonJS only, which cannot be shaken
        rxjs: rxjs('index.js'),
        'rxjs/operators': rxjs('operators/index.js'),
      },
    },
    treeshake: {
      // Nest's packages do not say that they can be shaken; what they do on import is reflect-metadata's
      moduleSideEffects: [{ test: /\/node_modules\/@nestjs\//, sideEffects: false }],
    },
  });

export const triggerFunction = contextBundle('dist/lambda/cognito-triggers.js', 'dist/lambda/cognito-triggers.mjs');
const outbox = contextBundle('dist/lambda/outbox.js', 'dist/lambda/outbox.mjs');
const api = bundle('dist/lambda/api.js', 'dist/lambda/api.mjs');

export default [triggerFunction, outbox, api];
