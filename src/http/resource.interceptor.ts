import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { requestTimeMs, withRequestDeadline } from '../clock/request-deadline.js';

interface Answer {
  readonly id?: unknown;
  readonly etag?: unknown;
}

/**
 * What every route of a resource has: one deadline over all its calls of the store, and in its answer `Location` when
 * something was created (RFC 9110, section 10.2.2) and `ETag` (section 8.8.3).
 */
@Injectable()
export class ResourceInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // the time that guards took counts too
    const endsAt = performance.now() - reply.elapsedTime + requestTimeMs;
    return withRequestDeadline(endsAt, () => next.handle()).pipe(
      tap((body) => {
        const { id, etag } = (body ?? {}) as Answer;
        if (typeof etag === 'string') void reply.header('etag', etag);
        if (reply.statusCode === 201 && typeof id === 'string') {
          void reply.header('location', `${pathOf(request.url)}/${id}`);
        }
      }),
    );
  }
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/\/$/, '');
}
