import { createApp } from '../app.js';
import { PolicyCheck } from '../auth/policy/policy-check.js';
import { documentationRoutes } from '../openapi/openapi.js';
import { explainStartFailure } from '../start-failure.js';
import { policyTable } from './policy-table.js';
import { unstartedEnvironment } from './unstarted-environment.js';

try {
  const app = await createApp(unstartedEnvironment);
  process.stdout.write(policyTable([...documentationRoutes, ...app.get(PolicyCheck).table()]));
  await app.close();
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = 1;
}
