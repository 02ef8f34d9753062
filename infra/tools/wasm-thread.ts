import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Runs the body of an async function of `data` in a thread of its own, which is ended when the answer is there. For tools
 * that were compiled from Go to WebAssembly: Go's timers go on for as long as the thread that they run in.
 *
 * @throws Error with what the function threw
 */
export async function inThread(body: string, data: unknown): Promise<unknown> {
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    (async (data) => { ${body} })(workerData).then(
      (answer) => parentPort.postMessage({ answer }),
      (error) => parentPort.postMessage({ error: String(error) }),
    );
  `;
  const thread = new Worker(program, { eval: true, workerData: data });
  try {
    const [{ answer, error }] = (await once(thread, 'message')) as [{ answer?: unknown; error?: string }];
    if (error !== undefined) throw new Error(error);
    return answer;
  } finally {
    await thread.terminate();
  }
}
