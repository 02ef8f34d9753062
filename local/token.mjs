// `npm run token -- <email>`: prints an access token of the running stack, and nothing else, on standard output.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withSourcePositions } from './source-positions.mjs';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

try {
  const { buildLocal, projectDirectory } = await import('./build.mjs');
  const { tokenFor } = await import(pathToFileURL(join(await buildLocal(), 'token.js')).href);
  process.stdout.write(`${await tokenFor(process.argv.slice(2), process.env, projectDirectory)}\n`);
} catch (error) {
  process.stderr.write(`${error.name === 'StartError' ? error.message : withSourcePositions(error.stack)}\n`);
  process.exitCode = 1;
}
