// `npm run cognito`: the embedded user pool alone.
import { launch } from './launch.js';
import { runPool } from './stack/pool.js';

await launch('cognito', runPool);
