import * as z from 'zod';
import type { TriggerHandler } from './trigger-event.js';
import { InvocationError } from './trigger-runner.js';

// arn:aws:lambda:{region}:{account}:function:{name}, and a version or alias after it
const arnFormat = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:([\w-]+)(?::([\w$-]+))?$/;
// Lambda, "Quotas": a synchronous answer has 6 MB at most
const largestAnswer = 6 * 1024 * 1024;
const functionError = z.looseObject({ errorMessage: z.string() });

/** Whether LambdaConfig may hold it. */
export function isFunctionArn(arn: string): boolean {
  return arnFormat.test(arn);
}

/**
 * A Lambda function, run by the Invoke API (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html) of whatever listens
 * at `endpoint`, the address that AWS_ENDPOINT_URL_LAMBDA names. It is called with plain `fetch`: one POST needs no SDK, whose
 * loading alone would take longer than the whole user pool takes to start, and an emulator needs no signature.
 * Throws what the function threw (FunctionError), or InvocationError when it could not be run: without an endpoint there is
 * nothing to run it, and a real Lambda is never called.
 */
export function lambdaFunction(arn: string, endpoint: string | undefined): TriggerHandler {
  const [, name = '', qualifier] = arnFormat.exec(arn) ?? [];
  return async (event, signal) => {
    // what Cognito reports for a function that has been deleted
    if (endpoint === undefined || name === '') throw new InvocationError('AccessDeniedException');
    const address = new URL(`/2015-03-31/functions/${name}/invocations`, endpoint);
    if (qualifier !== undefined) address.searchParams.set('Qualifier', qualifier);
    const response = await invoke(address, JSON.stringify(event), signal);
    const payload = await payloadOf(response);
    if (!response.ok) throw new InvocationError(errorName(response));
    if (!response.headers.has('x-amz-function-error')) return payload;
    const error = functionError.safeParse(payload);
    throw new Error(error.success ? error.data.errorMessage : 'Unhandled');
  };
}

async function invoke(address: URL, body: string, signal: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-amz-invocation-type': 'RequestResponse' };
  try {
    return await fetch(address, { method: 'POST', body, headers, signal, redirect: 'error' });
  } catch (error) {
    throw unreachable(error);
  }
}

/** The answer as JSON; undefined, which no trigger takes, when it is none or is too long. */
async function payloadOf({ body }: Response): Promise<unknown> {
  const stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = body ?? [];
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    // leaving the loop early ends the connection as well
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > largestAnswer) return undefined;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw unreachable(error);
  }
}

/** AWS puts the error's name before a colon; an emulator may leave it out. */
function errorName({ headers, status }: Response): string {
  return headers.get('x-amzn-errortype')?.split(':')[0] ?? `HTTP ${status}`;
}

function unreachable(error: unknown): InvocationError {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = z.looseObject({ code: z.string() }).safeParse(cause);
  return new InvocationError(code.success ? code.data.code : 'ServiceException', { cause: error });
}
