// The application is ESM; tests run it as CommonJS, transpiled in memory by the same SWC settings as the build.
// Why: on Node < 24.9 Jest cannot `require()` ESM-only packages at all, and on newer ones a CommonJS package that
// requires Nest 12 dies with ERR_REQUIRE_CYCLE_MODULE. This way: no flags, no warnings, Node 20 to 26.
const esmOnly = [
  '@nestjs',
  'jose',
  'content-disposition',
  'cookie',
  'file-type',
  'oauth4webapi',
  'openid-client',
  'ical.js',
  'temporal-polyfill',
  'temporal-utils',
];

const swc = (jsc) => [
  '@swc/jest',
  { swcrc: false, module: { type: 'commonjs' }, sourceMaps: 'inline', jsc: { target: 'es2023', ...jsc } },
];

const shared = {
  testEnvironment: 'node',
  transform: {
    '\\.ts$': swc({
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    }),
    '\\.m?js$': swc({ parser: { syntax: 'ecmascript' } }),
  },
  // also when npm nests them (node_modules/a/node_modules/b)
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esmOnly.join('|')})/)`],
  // relative imports carry the extension of the emitted file
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['<rootDir>/test/support/environment.ts'],
  clearMocks: true,
  restoreMocks: true,
};

const project = (displayName, testMatch) => ({ ...shared, displayName, testMatch: [`<rootDir>/${testMatch}`] });

export default {
  projects: [
    project('unit', '{src,local,test,packages}/**/*.spec.ts'),
    project('integration', 'test/integration/**/*.integration-spec.ts'),
    project('e2e', '{test/e2e,packages}/**/*.e2e-spec.ts'),
  ],
  maxWorkers: 2,
  // a bound on hanging, not a measure: the machine may be busy with something else
  testTimeout: 240_000,
  reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
  collectCoverageFrom: ['src/**/*.ts', 'local/**/*.ts', 'packages/*/src/**/*.ts', '!**/*.spec.ts', '!src/main.ts'],
};
