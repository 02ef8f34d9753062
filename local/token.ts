// `npm run token -- <email>`: prints an access token of the running stack, and nothing else, on standard output.
import { projectDirectory } from './project.js';
import { StartError } from './start-error.js';
import { tokenFor } from './stack/token.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

try {
  process.stdout.write(`${await tokenFor(process.argv.slice(2), process.env, projectDirectory)}\n`);
} catch (error) {
  const said = error instanceof StartError ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`${String(said)}\n`);
  process.exitCode = 1;
}
