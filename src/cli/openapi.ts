import { writeFileSync } from 'node:fs';
import { createApp } from '../app.js';
import { describeApi } from '../openapi/describe-api.js';
import { explainStartFailure } from '../start-failure.js';
import { unstartedEnvironment } from './unstarted-environment.js';

// Writes the description of the API to the file that is named, or to standard output.
const [file] = process.argv.slice(2);
try {
  const app = await createApp(unstartedEnvironment);
  const text = `${JSON.stringify(describeApi(app), undefined, 2)}\n`;
  if (file === undefined) process.stdout.write(text);
  else writeFileSync(file, text);
  await app.close();
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = 1;
}
