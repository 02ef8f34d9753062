import type { FastifyInstance, onSendHookHandler } from 'fastify';

const viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">';

/** Swagger UI's own page does not say that it fits a phone; without it, phones show it at the width of a desktop. */
export function fitPhones(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (route.url === '/docs' || route.url === '/docs/') route.onSend = addViewport;
  });
}

const addViewport: onSendHookHandler = (_request, _reply, payload, done) => {
  done(null, typeof payload === 'string' ? payload.replace('<head>', `<head>\n  ${viewport}`) : payload);
};
