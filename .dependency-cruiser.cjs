const { readdirSync } = require('node:fs');

const features = [
  'clinics',
  'practitioners',
  'visit-types',
  'patients',
  'appointments',
  'availability',
  'waitlist',
  'billing',
  'calendar-feeds',
  'outbox',
  'webhooks',
  'uploads',
  'profiles',
  'users',
  'me',
  'cognito-triggers',
  'doctor',
  'health',
];
const anyFeature = `(${features.join('|')})`;

/** Which features a feature may import; all other features are closed to it. */
const doors = {
  practitioners: ['clinics'],
  'visit-types': ['practitioners', 'clinics'],
  patients: ['clinics'],
  appointments: ['practitioners', 'patients', 'clinics', 'visit-types', 'outbox'],
  waitlist: ['appointments', 'patients', 'practitioners', 'clinics', 'visit-types'],
  webhooks: ['outbox', 'clinics'],
  billing: ['appointments', 'clinics'],
  'calendar-feeds': ['appointments', 'patients', 'practitioners', 'clinics'],
  availability: ['appointments', 'practitioners', 'clinics', 'visit-types'],
  profiles: ['clinics'],
  users: ['profiles', 'clinics'],
  me: ['users'],
  uploads: ['appointments', 'clinics', 'patients'],
  'cognito-triggers': ['profiles', 'clinics'],
};

/** Folders that features build on. `bottom` ones know no other folder than each other. */
const bottom = ['audit', 'config', 'errors', 'clock', 'ids', 'paging', 'scheduling', 'json'];
const foundation = ['auth', 'user-pool', 'dynamodb', 'http', ...bottom];
/** Folders of the application as a whole, beside app.ts and app.module.ts, and its entry points. */
const application = ['observability', 'metrics', 'openapi', 'lambda', 'cli'];

// closed by default: a folder of src/ that no rule speaks of would be open to everything
const known = new Set([...features, ...foundation, ...application]);
const unknown = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !known.has(entry.name))
  .map(({ name }) => `src/${name}`);
if (unknown.length > 0) {
  throw new Error(
    `${unknown.join(', ')}: say in .dependency-cruiser.cjs whether it is a feature, a foundation or part of the application.`,
  );
}
// a door to a folder that is gone would open it for the next one of that name
for (const [from, targets] of Object.entries(doors)) {
  const gone = [from, ...targets].filter((name) => !features.includes(name));
  if (gone.length > 0)
    throw new Error(`.dependency-cruiser.cjs opens ${from} to ${gone.join(', ')}, which is no feature.`);
}

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
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '(^|/)test/support/'] },
      to: {},
    },
    {
      name: 'src-stands-alone',
      comment: 'production code knows neither the embedded cloud nor the tests; specs may use the support of the tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(local|packages|test|bench)/' },
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
      name: 'emulator-stands-alone',
      comment: 'the package works without this repository: it imports its own files and its dependencies',
      severity: 'error',
      from: { path: '^packages/cognito-emulator/' },
      to: { path: '^(src|local|test|bench)/' },
    },
    {
      name: 'emulator-by-its-entry-points',
      comment:
        'the repository uses of the package what its users get: `.` and `./testing`; suites also its test support',
      severity: 'error',
      from: { pathNot: '^packages/cognito-emulator/' },
      to: {
        path: '^packages/cognito-emulator/',
        pathNot: '^packages/cognito-emulator/(src/(index|testing)\\.ts$|test/support/)',
      },
    },
    {
      name: 'no-folder-cycles',
      comment: 'the folders of a package depend on each other in one direction',
      severity: 'error',
      scope: 'folder',
      from: { path: '^packages/' },
      to: { circular: true },
    },
    ...features.map((feature) => ({
      name: `features-keep-apart-${feature}`,
      comment: 'features do not import each other, except through the doors listed at the top',
      severity: 'error',
      from: { path: `^src/${feature}/` },
      to: {
        path: `^src/${anyFeature}/`,
        pathNot: [feature, ...(doors[feature] ?? [])].map((open) => `^src/${open}/`),
      },
    })),
    {
      name: 'rooms-below-features',
      comment: 'what features build on knows no feature, no entry point and not the application',
      severity: 'error',
      from: { path: `^src/(${foundation.join('|')})/` },
      to: { path: `^src/(${anyFeature}/|(lambda|cli)/|[^/]+\\.ts$)` },
    },
    {
      name: 'rooms-at-the-bottom',
      comment: 'audit, config, errors, clock, ids, paging, scheduling and json know no other folder than each other',
      severity: 'error',
      from: { path: `^src/(${bottom.join('|')})/` },
      to: { path: '^src/', pathNot: [`^src/(${bottom.join('|')})/`] },
    },
    {
      name: 'controllers-know-no-store',
      comment: 'what a controller needs of a list is in paging/; the store is reached through a repository',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: { path: '^src/dynamodb/' },
    },
    {
      name: 'features-below-doors',
      severity: 'error',
      from: { path: `^src/${anyFeature}/` },
      to: { path: '^src/((lambda|cli)/|[^/]+\\.ts$)' },
    },
    {
      name: 'trigger-lambda-free-of-http',
      comment: 'a cold start pays for every package: the trigger function reaches no HTTP server, passport or key set',
      severity: 'error',
      from: { path: '^src/lambda/cognito-triggers\\.ts$' },
      to: {
        path: 'node_modules/(fastify|@fastify|passport|passport-jwt|jwks-rsa|@nestjs/(config|passport|swagger|platform-))|^src/(auth|openapi)/',
        reachable: true,
      },
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
