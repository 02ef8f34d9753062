import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

// Nest loads these on demand through literal import(); a function never needs them.
const optional = [
  /^@nestjs\/(microservices|websockets|platform-express)(\/|$)/,
  /^class-(validator|transformer)$/,
  'file-type',
  'repl',
];

const rxjs = (path) => fileURLToPath(new URL(`node_modules/rxjs/dist/esm/${path}`, import.meta.url));

/** `NestFactory` names the HTTP application, router and all; a function makes application contexts only. */
const withoutHttpApplication = {
  name: 'without-http-application',
  load: {
    filter: { id: /@nestjs\/core\/nest-application\.js$/ },
    handler: () => 'export class NestApplication {}',
  },
};

/** One file a function, from what `nest build` left in dist: SWC has written the metadata that injection needs. */
export const bundleSettings = (input, file) =>
  defineConfig({
    input,
    platform: 'node',
    external: optional,
    plugins: [withoutHttpApplication],
    resolve: {
      // ES modules first: the AWS SDK can only be shaken from its `module` entry
      mainFields: ['module', 'main'],
      // for Node, rxjs offers CommonJS only, which cannot be shaken
      alias: { rxjs: rxjs('index.js'), 'rxjs/operators': rxjs('operators/index.js') },
    },
    treeshake: {
      // Nest's packages do not say that they can be shaken; what they do on import is reflect-metadata's
      moduleSideEffects: [{ test: /\/node_modules\/@nestjs\//, sideEffects: false }],
    },
    output: { file, format: 'esm', minify: true, keepNames: true, codeSplitting: false },
  });

const entries = ['cognito-triggers'];

export default entries.map((entry) => bundleSettings(`dist/lambda/${entry}.js`, `dist/lambda/${entry}.mjs`));
