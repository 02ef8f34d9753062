// `npm run cognito`: the embedded user pool alone. All that is done here is to build and hand over to local/stack/pool.ts.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './launch.mjs';

await launch('cognito', async (directory, options) => {
  const { runPool } = await import(pathToFileURL(join(directory, 'pool.js')).href);
  return runPool(options);
});
