import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';

interface ServedPath {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/**
 * Refuses what no route serves: with 405 and `Allow` (RFC 9110, section 15.5.6) when the path exists for another method, and
 * with 404 otherwise. Fastify itself always answers 404, and looks at the body first.
 */
export function refuseUnservedRequests(fastify: FastifyInstance): void {
  const paths = new Map<string, ServedPath>();
  fastify.addHook('onRoute', ({ url, method }) => {
    // `*` at the end matches everything, such as the route that answers preflights
    if (url.includes('*')) return;
    let path = paths.get(url);
    if (path === undefined) paths.set(url, (path = { pattern: patternOf(url), methods: new Set() }));
    for (const each of [method].flat()) path.methods.add(each);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    done(request.is404 ? refusalOf(request, reply) : undefined);
  });

  function refusalOf({ url, method }: FastifyRequest, reply: FastifyReply): AppError {
    const allowed = methodsOf(url, paths);
    if (allowed.size === 0 || allowed.has(method)) return new AppError('not_found');
    void reply.header('allow', [...allowed].sort().join(', '));
    return new AppError('method_not_allowed');
  }
}

function methodsOf(url: string, paths: ReadonlyMap<string, ServedPath>): ReadonlySet<string> {
  const path = url.replace(/[?#].*$/s, '');
  const served = [...paths.values()].filter(({ pattern }) => pattern.test(path));
  return new Set(served.flatMap(({ methods }) => [...methods]));
}

/** A template of Fastify's router, such as `/v1/clinics/:clinicId`, as an expression. */
function patternOf(template: string): RegExp {
  const segments = template.split('/').map((segment) => {
    if (segment.startsWith(':')) return '[^/]+';
    return segment.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${segments.join('/')}$`);
}
