// `npm start`: the production server against an embedded cloud, in one command. All that is done here is to build and hand
// over to local/stack/stack.ts.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildServer } from './build.mjs';
import { launch } from './launch.mjs';

await launch('start', async (directory, options) => {
  const { runStack } = await import(pathToFileURL(join(directory, 'stack.js')).href);
  return runStack({ ...options, now: () => new Date(), buildServer });
});
