import { type CustomDecorator, SetMetadata } from '@nestjs/common';
import type { ErrorCode } from '../errors/app-error.js';

const problemsKey = 'http:problems';

/**
 * Names the codes with which a route refuses that follow from its service, such as `slot_taken`; for the documentation. What
 * follows from the policy, the path, the body and the headers of a route (`expired`, `not_found`, `version_mismatch` …) is
 * documented without it.
 */
export const Problems = (...codes: [ErrorCode, ...ErrorCode[]]): CustomDecorator => SetMetadata(problemsKey, codes);

/** What `@Problems` names on a method and on its class. */
export function problemsOf(handler: object, controller: object): readonly ErrorCode[] {
  return [controller, handler].flatMap(
    (target) => (Reflect.getMetadata(problemsKey, target) as readonly ErrorCode[] | undefined) ?? [],
  );
}
