import { type ErrorCode, errorCodes } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';

/**
 * Answers for problems. Operations share them as components: one for each status and set of codes that occurs, with the titles
 * of the codes as examples, and the headers of the status.
 */
export class ProblemResponses {
  readonly components: Record<string, object> = {};

  /** The references for an operation that may answer with these codes, by status. */
  of(codes: readonly ErrorCode[]): Record<string, { $ref: string }> {
    const statuses = [...new Set(codes.map((code) => problemCatalogue[code].status))].sort((a, b) => a - b);
    return Object.fromEntries(
      statuses.map((status) => {
        const ofStatus = codes.filter((code) => problemCatalogue[code].status === status);
        const name = nameOf(status, ofStatus);
        this.components[name] ??= problemResponse(status, ofStatus);
        return [String(status), { $ref: `#/components/responses/${name}` }];
      }),
    );
  }
}

function nameOf(status: number, codes: readonly ErrorCode[]): string {
  const parts = codes.includes('missing_token') ? ['token_problem'] : codes;
  return `${status}.${parts.join('-')}`;
}

function problemResponse(status: number, codes: readonly ErrorCode[]): object {
  return {
    description: codes.map((code) => `\`${code}\`: ${problemCatalogue[code].title}`).join('\n\n'),
    headers: headersOf(status),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }],
        },
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  };
}

function headersOf(status: number): Record<string, object> {
  const ref = (name: string) => ({ $ref: `#/components/headers/${name}` });
  return {
    'X-Request-Id': ref('X-Request-Id'),
    ...((status === 401 || status === 403) && { 'WWW-Authenticate': ref('WWW-Authenticate') }),
    ...((status === 429 || status === 503) && { 'Retry-After': ref('Retry-After') }),
  };
}

const exampleOf = (code: ErrorCode): object => ({
  type: `urn:clinic-portal:problem:${code}`,
  ...{ title: problemCatalogue[code].title, status: problemCatalogue[code].status, code },
});

/** RFC 9457, with the members that this API adds. */
export const problemSchema = {
  type: 'object',
  description: 'Why a request was refused (RFC 9457); `code` is the member to switch on',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: errorCodes },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      description: 'With `invalid_request`: each fault by itself',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'detail'],
        properties: {
          in: { type: 'string', enum: ['body', 'query', 'path', 'header'] },
          pointer: { type: 'string', description: 'A JSON pointer as a URI fragment (RFC 6901, section 6)' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

export const headerComponents = {
  'X-Request-Id': { description: 'Names the request in the log', schema: { type: 'string' } },
  'WWW-Authenticate': {
    description: 'The challenge of RFC 6750, where another token may help',
    schema: { type: 'string' },
  },
  'Retry-After': { description: 'Seconds after which a retry makes sense', schema: { type: 'integer' } },
  ETag: { description: 'The entity tag of this state, to send as If-Match', schema: { type: 'string' } },
  Location: { description: 'The path of what was created', schema: { type: 'string' } },
};
