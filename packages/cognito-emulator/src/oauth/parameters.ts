import type { HttpRequest } from '../http/exchange.js';
import { OAuthError } from './oauth-error.js';

export type Parameters = Readonly<Record<string, string>>;

/** Parameters by name. Throws invalid_request for one that comes twice (RFC 6749, section 3.1); an empty one counts as not sent. */
export function singleParameters(given: URLSearchParams): Parameters {
  const parameters: Record<string, string> = {};
  for (const [name, value] of given) {
    if (Object.hasOwn(parameters, name)) throw new OAuthError('invalid_request', 'A parameter is sent twice.');
    if (value !== '') Object.defineProperty(parameters, name, { value, enumerable: true });
  }
  return parameters;
}

/** The parameters of a form in a body; throws invalid_request for anything that is not one. */
export async function formParameters({ headers, body }: HttpRequest): Promise<Parameters> {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new OAuthError('invalid_request', 'The body has to be application/x-www-form-urlencoded.');
  }
  return singleParameters(new URLSearchParams((await body()).toString('utf8')));
}

/** A parameter that the request cannot do without; throws invalid_request. */
export function requiredParameter(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (value === undefined) throw new OAuthError('invalid_request', `${name} is missing.`);
  return value;
}

/** The values of a space-separated list: `scope`, `prompt`. */
export function listOf(value: string | undefined): string[] {
  return [...new Set((value ?? '').split(' ').filter((item) => item !== ''))];
}
