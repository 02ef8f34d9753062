const features = '(clinics|practitioners|appointments|users|cognito-triggers|health)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'no cycles, type-only ones included',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '^test/support/'] },
      to: {},
    },
    {
      name: 'src-stands-alone',
      comment: 'production code knows neither the embedded cloud nor the tests; specs may use the support of the tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(local|test|bench)/' },
    },
    {
      name: 'local-stands-alone',
      comment:
        'the embedded cloud speaks to the server over the wire; it may know the trigger handler only by its type',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(src|test|bench)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-keep-apart',
      comment: 'features do not import each other, except through the doors listed here',
      severity: 'error',
      from: { path: `^src/${features}/` },
      to: { path: `^src/${features}/`, pathNot: ['^src/$1/'] },
    },
    {
      name: 'rooms-below-features',
      comment: 'auth, dynamodb, config, errors and clock know no feature and no door',
      severity: 'error',
      from: { path: '^src/(auth|dynamodb|config|errors|clock)/' },
      to: { path: `^src/(${features}/|lambda/|[^/]+\\.ts$)` },
    },
    {
      name: 'rooms-at-the-bottom',
      comment: 'config, errors and clock know no other room',
      severity: 'error',
      from: { path: '^src/(config|errors|clock)/' },
      to: { path: '^src/', pathNot: ['^src/(config|errors|clock)/'] },
    },
    {
      name: 'features-below-doors',
      severity: 'error',
      from: { path: `^src/${features}/` },
      to: { path: '^src/(lambda/|[^/]+\\.ts$)' },
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: { path: '^src', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
      extensions: ['.ts', '.js'],
    },
  },
};
