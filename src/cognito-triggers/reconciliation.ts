import type { ProfilesService } from '../profiles/profiles.service.js';
import type { NewcomersService } from './newcomers.service.js';

/** A user as the pool lists them. */
export interface PoolUser {
  readonly sub: string;
  readonly confirmed: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Unprofiled {
  readonly sub: string;
  readonly mended: boolean;
}

const atOnce = 10;

/**
 * Finds the users of the pool who have no profile: such as were there before the triggers were, or whose first token came
 * while the table was away. People who never confirmed their sign-up are none of ours yet.
 *
 * @param mend writes the missing profiles too, by the same rules as at a first token
 */
export async function* withoutProfile(
  pages: AsyncIterable<readonly PoolUser[]>,
  { profiles, newcomers, mend }: { profiles: ProfilesService; newcomers: NewcomersService; mend: boolean },
): AsyncGenerator<Unprofiled> {
  for await (const page of pages) {
    const users = page.filter(({ confirmed }) => confirmed);
    for (let start = 0; start < users.length; start += atOnce) {
      const found = await Promise.all(
        users.slice(start, start + atOnce).map(async ({ sub, attributes }) => {
          if ((await profiles.find(sub)) !== undefined) return undefined;
          if (mend) await newcomers.welcome(attributes);
          return { sub, mended: mend };
        }),
      );
      yield* found.filter((each) => each !== undefined);
    }
  }
}
