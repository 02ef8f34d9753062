// `npm start`: the production server beside an embedded user pool and database.
import { launch } from './launch.js';
import { runStack } from './stack/stack.js';

await launch('start', (options) => runStack({ ...options, now: () => new Date() }));
