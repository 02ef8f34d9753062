import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { ZodType } from 'zod';

/** Declares what a route answers when all is well, and documents it from the same schema. */
export function Answers(status: 200 | 201 | 204, schema?: ZodType): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    ApiResponse({ status, description: schema?.meta()?.description ?? '', ...(schema && { standardSchema: schema }) }),
  );
}
