import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance } from 'fastify';
import { prepareFastify } from './fastify-server.js';

const directives = {
  defaultSrc: ["'none'"],
  connectSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  upgradeInsecureRequests: null,
};

/** The headers of the answer at an address, but for those that tell of the moment. */
async function headersAt(address: string, server: FastifyInstance): Promise<Record<string, unknown>> {
  server.get(address.replace(/\?.*/, ''), () => 'x');
  const { headers } = await server.inject(address);
  await server.close();
  return { ...headers, date: undefined, 'x-request-id': undefined };
}

function ownServer(): FastifyInstance {
  const own = fastify();
  prepareFastify(own, { corsOrigins: [], logsRequests: false });
  return own;
}

it.each(['/docs', '/docs?a', '/docs/swagger-ui.css'])(
  '%s has the headers that helmet would give a page',
  async (page) => {
    const helmeted = fastify();
    await helmeted.register(helmet, { contentSecurityPolicy: { directives } });
    expect(await headersAt(page, ownServer())).toEqual(await headersAt(page, helmeted));
  },
);

it.each(['/v1/me', '/health/live', '/docsx', '/openapi.json'])(
  '%s can be neither rendered nor framed',
  async (address) => {
    expect(await headersAt(address, ownServer())).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    });
  },
);
