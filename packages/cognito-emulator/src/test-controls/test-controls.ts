import * as z from 'zod';
import { CognitoError, invalidParameter } from '../cognito-error.js';
import type { Handler, HttpRequest, Reply } from '../http/exchange.js';
import { jsonReply, textReply } from '../http/exchange.js';
import { isSameOrigin } from '../http/own-origin.js';
import type { CredentialSeal } from '../identity-pool/credentials.js';
import type { UserPools } from '../user-pools.js';
import type { AdjustableClock } from './adjustable-clock.js';
import type { KeyOutage } from './key-outage.js';
import { outageModes } from './key-outage.js';

interface Controlled {
  readonly pools: UserPools;
  readonly outage: KeyOutage;
  readonly clock: AdjustableClock;
  readonly seal: Pick<CredentialSeal, 'read'>;
}

type Control = (controlled: Controlled, body: unknown) => object | Promise<object>;

const outageRequest = z.strictObject({ mode: z.enum(outageModes) });
// a Date reaches as far; so does nothing that a test needs
const clockRequest = z.union([
  z.strictObject({ advanceSeconds: z.number().min(-4e9).max(4e9) }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);

const credentialsRequest = z.strictObject({ sessionToken: z.string() });

const byPath: Readonly<Record<string, Control>> = {
  '/local/keys/rotate': async ({ pools }) => {
    for (const { signingKeys } of pools.all()) await signingKeys.rotate();
    return Object.fromEntries(pools.all().map(({ pool, signingKeys }) => [pool.id, signingKeys.jwks()]));
  },
  '/local/keys/outage': ({ outage }, body) => {
    const { mode } = parse(outageRequest, body);
    outage.set(mode);
    return { mode };
  },
  '/local/clock': ({ clock }, body) => {
    const change = parse(clockRequest, body);
    clock.set('now' in change ? new Date(change.now) : new Date(clock.now().getTime() + change.advanceSeconds * 1000));
    return { now: clock.now().toISOString() };
  },
  '/local/credentials': ({ seal }, body) => {
    const session = seal.read(parse(credentialsRequest, body).sessionToken);
    if (session === undefined) throw invalidParameter('The session token was not made here.');
    return session;
  },
};

/** The test controls, `POST /local/...`: they change a running emulator for developers and tests. Pages of other origins may not. */
export function testControlsRoute(controlled: Controlled): Handler {
  return async (request) => {
    const control = Object.hasOwn(byPath, request.path) ? byPath[request.path] : undefined;
    if (control === undefined) return undefined;
    return refusal(request) ?? jsonReply(await control(controlled, await jsonBody(request)));
  };
}

function refusal({ method, headers }: HttpRequest): Reply | undefined {
  if (method !== 'POST') return textReply(405, 'Use POST.', { allow: 'POST' });
  return isSameOrigin(headers) ? undefined : textReply(403, 'Pages of other origins may not use the test controls.');
}

/** The JSON of a body; an empty object for none. */
async function jsonBody({ body }: HttpRequest): Promise<unknown> {
  const text = (await body()).toString('utf8');
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new CognitoError('SerializationException', 'The body is not JSON.');
  }
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw invalidParameter(z.prettifyError(parsed.error));
  return parsed.data;
}
