import type { ProfilesService } from '../profiles/profiles.service.js';
import { isVerified } from './email-address.policy.js';
import type { NewcomersService } from './newcomers.service.js';

/** A user as the pool lists them. */
export interface PoolUser {
  readonly sub: string;
  readonly confirmed: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What a user lacks:
 * - `profile`: there is none;
 * - `clinic`: the profile waits for its clinic, and the verified address in the pool says which it is, if any;
 * - `verified-address`: the profile waits for its clinic, and nothing says yet which it is.
 */
export type Lack = 'profile' | 'clinic' | 'verified-address';

export interface Finding {
  readonly sub: string;
  readonly lacks: Lack;
}

const atOnce = 10;

/**
 * Finds the users of the pool whose profile is missing or waits for its clinic: such as were there before the triggers were,
 * or who came while the table was away. People who never confirmed their sign-up are none of ours yet.
 *
 * @param fix writes what can be written, by the same rules as at a first token
 */
export async function* reconcileProfiles(
  pages: AsyncIterable<readonly PoolUser[]>,
  { profiles, newcomers, fix }: { profiles: ProfilesService; newcomers: NewcomersService; fix: boolean },
): AsyncGenerator<Finding> {
  for await (const page of pages) {
    const users = page.filter(({ confirmed }) => confirmed);
    for (let start = 0; start < users.length; start += atOnce) {
      const found = await Promise.all(
        users.slice(start, start + atOnce).map(async ({ sub, attributes }) => {
          const lacks = await lackOf(sub, attributes, profiles);
          if (lacks === undefined) return undefined;
          if (fix && lacks !== 'verified-address') await newcomers.welcome(attributes);
          return { sub, lacks };
        }),
      );
      yield* found.filter((each) => each !== undefined);
    }
  }
}

async function lackOf(
  sub: string,
  attributes: PoolUser['attributes'],
  profiles: ProfilesService,
): Promise<Lack | undefined> {
  const profile = await profiles.find(sub);
  if (profile === undefined) return 'profile';
  if (!profile.clinicPending) return undefined;
  return isVerified(attributes['email_verified']) ? 'clinic' : 'verified-address';
}
