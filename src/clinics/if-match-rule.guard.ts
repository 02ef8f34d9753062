import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { takesIfMatch } from '../http/request-headers.decorator.js';
import { isPlainId } from '../ids/plain-id.js';
import { ClinicsService } from './clinics.service.js';

/**
 * Where a clinic demands `If-Match` (booking rule `requireIfMatch`), a change without it is refused: 428 (RFC 6585, section 3).
 * It covers every route that takes the header and names a clinic, after the guards of `auth`.
 *
 * A guard and not an interceptor: a single global interceptor costs every request 10 µs, whether it has to do with it or not
 * (`npm run bench:auth`).
 */
@Injectable()
export class IfMatchRuleGuard implements CanActivate {
  constructor(private readonly clinics: ClinicsService) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (!takesIfMatch(context.getHandler())) return true;
    const { headers, params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { clinicId?: unknown } }>>();
    const { clinicId } = params;
    if (headers['if-match'] !== undefined || typeof clinicId !== 'string' || !isPlainId(clinicId)) return true;
    return this.requireNone(clinicId);
  }

  private async requireNone(clinicId: string): Promise<boolean> {
    if (await this.clinics.requiresIfMatch(clinicId)) throw new AppError('precondition_required');
    return true;
  }
}
