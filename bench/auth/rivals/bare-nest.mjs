import { startNest } from './nest-server.mjs';

await startNest({ adapter: 'fastify' });
