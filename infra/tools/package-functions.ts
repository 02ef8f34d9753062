import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { zip } from './zip.js';

// `npm run infra:package`, after `npm run build`: the bundles of the functions as the zip files that Lambda takes. The same
// bundle gives the same bytes, so that a plan shows a function only when its code has changed.

for (const name of ['cognito-triggers', 'outbox']) {
  const file = zip({ [`${name}.mjs`]: readFileSync(`dist/lambda/${name}.mjs`) });
  writeFileSync(`dist/lambda/${name}.zip`, file);
  const hash = createHash('sha256').update(file).digest('base64');
  process.stdout.write(`dist/lambda/${name}.zip  ${(file.length / 1000).toFixed(0)} kB  ${hash}\n`);
}
