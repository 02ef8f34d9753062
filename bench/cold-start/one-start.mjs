// A container's life up to its first answer: load the bundle, answer the event, say so. Its own work is the same for all.
import { writeSync } from 'node:fs';

const [bundle, event] = process.argv.slice(2);
const { handler } = await import(bundle);
await handler(JSON.parse(event));
writeSync(1, 'answered\n');
process.exit();
