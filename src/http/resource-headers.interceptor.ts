import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';

interface Answer {
  readonly id?: unknown;
  readonly etag?: unknown;
}

/**
 * Adds what RFC 9110 asks of an answer about one resource: `Location` when it was created (section 10.2.2), and `ETag`
 * (section 8.8.3).
 */
@Injectable()
export class ResourceHeadersInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
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
