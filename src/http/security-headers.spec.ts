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

/** The headers of an answer, but for those that tell of the moment. */
async function headersOf(server: FastifyInstance): Promise<Record<string, unknown>> {
  server.get('/', () => 'x');
  const { headers } = await server.inject('/');
  await server.close();
  return { ...headers, date: undefined, 'x-request-id': undefined };
}

it('every answer has the headers that helmet would give it', async () => {
  const helmeted = fastify();
  await helmeted.register(helmet, { contentSecurityPolicy: { directives } });
  const own = fastify();
  prepareFastify(own, { logsRequests: false });
  expect(await headersOf(own)).toEqual(await headersOf(helmeted));
});
