import { NewcomersService } from '../cognito-triggers/newcomers.service.js';
import { type Lack, reconcileProfiles } from '../cognito-triggers/reconciliation.js';
import { createTriggerContext } from '../lambda/trigger-context.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { explainStartFailure } from '../start-failure.js';
import { usersOf } from './pool-users.js';

const usage = `Usage: reconcile         lists the users of the pool whose profile is missing or lacks its clinic
       reconcile --fix   writes what is missing
`;

/** `--mend` is the name that `--fix` had before. */
const fixWords: ReadonlySet<string> = new Set(['--fix', '--mend']);

/** What is said of a user as found, of one who is fixed, and of all of them. */
const sentences: Readonly<Record<Lack, { found: string; fixed: string; total: string }>> = {
  profile: { found: 'has no profile', fixed: 'has a profile now', total: 'of the users had no profile.' },
  clinic: {
    found: 'has a profile without a clinic, and a verified address',
    fixed: 'has the clinic of the verified address now, if there is one',
    total: 'of the profiles had no clinic yet.',
  },
  'verified-address': {
    found: 'has a profile without a clinic: the address is not verified',
    fixed: 'has a profile without a clinic: the address is not verified',
    total: 'of the profiles wait for a verified address.',
  },
};

async function reconcile(userPoolId: string, fix: boolean): Promise<void> {
  const context = await createTriggerContext(process.env);
  const tools = { profiles: context.get(ProfilesService), newcomers: context.get(NewcomersService), fix };
  const counts = new Map<Lack, number>();
  for await (const { sub, lacks } of reconcileProfiles(usersOf(userPoolId), tools)) {
    counts.set(lacks, (counts.get(lacks) ?? 0) + 1);
    process.stdout.write(`${sub} ${sentences[lacks][fix ? 'fixed' : 'found']}\n`);
  }
  await context.close();
  if (counts.size === 0) process.stdout.write('Every user has a profile.\n');
  for (const [lacks, count] of counts) process.stdout.write(`${String(count)} ${sentences[lacks].total}\n`);
  // something is left to do that this command can do
  if (!fix && (counts.has('profile') || counts.has('clinic'))) process.exitCode = 1;
}

try {
  const words = process.argv.slice(2);
  const { COGNITO_USER_POOL_ID: userPoolId } = process.env;
  if (words.some((word) => !fixWords.has(word))) {
    process.stderr.write(usage);
    process.exitCode = 2;
  } else if (userPoolId === undefined) {
    process.stderr.write('Set COGNITO_USER_POOL_ID, AWS_REGION and TABLE_NAME, or run `npm start` first.\n');
    process.exitCode = 2;
  } else {
    await reconcile(userPoolId, words.length > 0);
  }
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = 1;
}
