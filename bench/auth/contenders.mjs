/** What is measured. Those without `guarded` do not look at the token, so that one column says all. */
export const contenders = [
  { name: 'bare node:http', script: 'rivals/bare-http.mjs' },
  { name: 'bare Fastify', script: 'rivals/bare-fastify.mjs' },
  { name: 'Nest on Fastify, no authentication', script: 'rivals/bare-nest.mjs' },
  { name: 'this server, open route', script: 'own-server.mjs', route: '/open', id: 'open' },
  { name: 'this server, guarded route', script: 'own-server.mjs', route: '/guarded', id: 'guarded', guarded: true },
  { name: 'Fastify with fast-jwt and its cache', script: 'rivals/fast-jwt.mjs', id: 'fastJwt', guarded: true },
  { name: 'aws-jwt-verify in a Nest guard', script: 'rivals/aws-jwt-verify.mjs', guarded: true },
  {
    name: '@nestjs-cognito/auth on Fastify',
    script: 'rivals/nestjs-cognito/server.mjs',
    args: ['fastify'],
    id: 'nestjsCognito',
    guarded: true,
  },
  {
    name: '@nestjs-cognito/auth on Express',
    script: 'rivals/nestjs-cognito/server.mjs',
    args: ['express'],
    id: 'nestjsCognitoExpress',
    guarded: true,
  },
  { name: 'tutorial stack on Fastify', script: 'rivals/tutorial.mjs', args: ['fastify'], guarded: true },
  {
    name: 'tutorial stack on Express',
    script: 'rivals/tutorial.mjs',
    args: ['express'],
    id: 'tutorial',
    guarded: true,
  },
];

/** The packages whose versions the report names. */
export const rivalPackages = [
  '@nestjs/core',
  'fastify',
  'fast-jwt',
  'aws-jwt-verify',
  'passport-jwt',
  'jwks-rsa',
  'autocannon',
];
