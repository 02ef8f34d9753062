// Loaded into the server by `npm start` (node --import): when the launcher is gone, however it went, the server stops.
import { isMainThread } from 'node:worker_threads';

// above the server's own limit for a graceful end
const forceMs = 25_000;

if (isMainThread && process.channel) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), forceMs).unref();
  });
  // waiting for that must not itself keep the server alive
  process.channel.unref();
}
