import { createApp } from '../app.js';
import { PolicyCheck } from '../auth/policy/policy-check.js';
import { documentationRoutes } from '../openapi/openapi.js';
import { explainStartFailure } from '../start-failure.js';
import { policyTable } from './policy-table.js';

/** Enough to build the application; it is never started, so nothing here is ever reached. */
const nowhere = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'silent',
  AWS_REGION: 'us-east-1',
  COGNITO_USER_POOL_ID: 'us-east-1_Nowhere',
  COGNITO_CLIENT_IDS: 'nobody',
  TABLE_NAME: 'nothing',
  // opens the route of the triggers, so that the table shows it too
  COGNITO_TRIGGER_SECRETS: `whsec_${btoa('nobody signs anything with this')}`,
};

try {
  const app = await createApp(nowhere);
  process.stdout.write(policyTable([...documentationRoutes, ...app.get(PolicyCheck).table()]));
  await app.close();
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = 1;
}
