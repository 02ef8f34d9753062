import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { User } from '../../pool/user.js';
import type { UserPool } from '../../user-pool.js';
import type { ChallengeSession } from '../../sign-in/challenge-sessions.js';
import { invalidSession } from '../../sign-in/challenge-sessions.js';
import { accessToken, session } from '../fields.js';
import type { Operation } from '../operation.js';
import { poolOfToken } from '../operation.js';

/** Who registers a software token: somebody signed in, or somebody whose sign-in waits for it (MFA_SETUP). */
export interface Registration {
  readonly user: User;
  readonly session?: ChallengeSession<'MFA_SETUP'>;
}

interface Definition<S extends Readonly<Record<string, z.ZodType>>> {
  readonly name: string;
  readonly request: S;
  readonly run: (pool: UserPool, input: z.infer<z.ZodObject<S>>, registration: Registration) => object;
}

interface Proof {
  readonly AccessToken?: string;
  readonly Session?: string;
}

/** An operation that takes an access token or the session of an MFA_SETUP challenge, one of them. */
export function softwareTokenOperation<S extends Readonly<Record<string, z.ZodType>>>({
  name,
  request,
  run,
}: Definition<S>): Operation {
  return {
    name,
    signed: false,
    request: z.object({ ...request, AccessToken: accessToken.optional(), Session: session.optional() }),
    run: (pools, input: z.infer<z.ZodObject<S>> & Proof) => {
      if ((input.AccessToken === undefined) === (input.Session === undefined)) {
        throw invalidParameter('Only one of AccessToken or Session must be provided.');
      }
      if (input.AccessToken !== undefined) {
        const pool = poolOfToken(pools, input.AccessToken);
        return run(pool, input, { user: pool.accessTokens.callerOf(input.AccessToken).user });
      }
      const id = input.Session ?? '';
      const pool = pools.all().find(({ challengeSessions }) => challengeSessions.has(id));
      if (pool === undefined) throw invalidSession();
      const found = pool.challengeSessions.findOfAnyClient(id, 'MFA_SETUP');
      const user = pool.users.named(found.username);
      // registered since, in another sign-in: whoever holds this one has shown a password only
      if (user.softwareToken !== undefined) throw invalidSession();
      return run(pool, input, { user, session: found });
    },
  };
}

/** Goes on with a sign-in under a new session, the old one used up; undefined for somebody signed in. */
export function nextSession(
  { challengeSessions }: Pick<UserPool, 'challengeSessions'>,
  { session: current }: Registration,
  change: Partial<ChallengeSession<'MFA_SETUP'>['memory']>,
): string | undefined {
  if (current === undefined) return undefined;
  challengeSessions.close(current);
  const { challenge, username, clientId, memory } = current;
  return challengeSessions.open({ challenge, username, clientId, memory: { ...memory, ...change } });
}
