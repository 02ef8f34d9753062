import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { AppError } from '../errors/app-error.js';
import { takesIfMatch } from '../http/request-headers.decorator.js';
import { isPlainId } from '../ids/plain-id.js';
import { ClinicsService } from './clinics.service.js';

/**
 * Where a clinic demands `If-Match` (booking rule `requireIfMatch`), a change without it is refused: 428 (RFC 6585, section 3).
 * It covers every route that takes the header and names a clinic.
 */
@Injectable()
export class IfMatchRuleInterceptor implements NestInterceptor {
  constructor(private readonly clinics: ClinicsService) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (takesIfMatch(context.getHandler())) {
      const { headers, params } = context
        .switchToHttp()
        .getRequest<FastifyRequest<{ Params: { clinicId?: unknown } }>>();
      const { clinicId } = params;
      if (headers['if-match'] === undefined && typeof clinicId === 'string' && isPlainId(clinicId)) {
        if (await this.clinics.requiresIfMatch(clinicId)) throw new AppError('precondition_required');
      }
    }
    return next.handle();
  }
}
