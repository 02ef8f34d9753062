import { NewcomersService } from '../cognito-triggers/newcomers.service.js';
import { withoutProfile } from '../cognito-triggers/reconciliation.js';
import { createTriggerContext } from '../lambda/trigger-context.js';
import { explainStartFailure } from '../start-failure.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { usersOf } from './pool-users.js';

const usage = `Usage: reconcile          lists the users of the pool who have no profile
       reconcile --mend   writes the missing profiles
`;

async function reconcile(userPoolId: string, mend: boolean): Promise<void> {
  const context = await createTriggerContext(process.env);
  const tools = { profiles: context.get(ProfilesService), newcomers: context.get(NewcomersService), mend };
  let count = 0;
  for await (const { sub, mended } of withoutProfile(usersOf(userPoolId), tools)) {
    count += 1;
    process.stdout.write(`${sub} ${mended ? 'has a profile now' : 'has no profile'}\n`);
  }
  await context.close();
  process.stdout.write(count === 0 ? 'Every user has a profile.\n' : `${String(count)} of the users had no profile.\n`);
  // something is left to do
  if (count > 0 && !mend) process.exitCode = 1;
}

try {
  const words = process.argv.slice(2);
  const { COGNITO_USER_POOL_ID: userPoolId } = process.env;
  if (words.some((word) => word !== '--mend')) {
    process.stderr.write(usage);
    process.exitCode = 2;
  } else if (userPoolId === undefined) {
    process.stderr.write('Set COGNITO_USER_POOL_ID, AWS_REGION and TABLE_NAME, or run `npm start` first.\n');
    process.exitCode = 2;
  } else {
    await reconcile(userPoolId, words.includes('--mend'));
  }
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = 1;
}
