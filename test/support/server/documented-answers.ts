import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { describeApi } from '../../../src/openapi/describe-api.js';

type Item = Readonly<Record<string, { readonly responses: Readonly<Record<string, unknown>> } | undefined>>;

/**
 * Notes with which statuses a server answers. To be called before it listens.
 *
 * @returns a check that throws when an answer is missing from the description of the API
 */
export function noteAnswers(app: NestFastifyApplication): () => void {
  const seen = new Set<string>();
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      const { url } = request.routeOptions;
      // what no route serves is no answer of an operation
      if (url !== undefined && !request.is404) seen.add(`${request.method} ${url} ${reply.statusCode}`);
      done();
    });
  return () => {
    const { paths } = describeApi(app);
    const missing = [...seen].filter((answer) => {
      const [method = '', url = '', status = ''] = answer.split(' ');
      const item = paths[url.replace(/:(\w+)/g, '{$1}')] as Item | undefined;
      // HEAD answers as GET does; pages, files and preflights are not described
      const operation = item?.[method === 'HEAD' ? 'get' : method.toLowerCase()];
      return operation !== undefined && operation.responses[status] === undefined;
    });
    if (missing.length > 0) throw new Error(`answers that the description of the API lacks: ${missing.join('; ')}`);
  };
}
