import fastify from 'fastify';
import { answer, path, started } from './started.mjs';

const server = fastify();
server.get(path, () => answer);
started(await server.listen({ port: 0, host: '127.0.0.1' }));
