import { get, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface ProbeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** Asks an http address once, without keeping the connection; nothing when it does not answer within two seconds. */
export function probe(address: string): Promise<ProbeAnswer | undefined> {
  return new Promise((resolve) => {
    const request = get(address, { agent: false, signal: AbortSignal.timeout(2_000) }, (response) => {
      response.resume();
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      });
    });
    request.once('error', () => {
      resolve(undefined);
    });
  });
}

/** Asks again and again until the answer is the wanted one; false when `attempts` are used up or `giveUp` says so. */
export async function waitForAnswer(
  address: string,
  wanted: (answer: ProbeAnswer) => boolean,
  { attempts, everyMs, giveUp }: { attempts: number; everyMs: number; giveUp: () => boolean },
): Promise<boolean> {
  for (let attempt = 0; attempt < attempts && !giveUp(); attempt += 1) {
    const answer = await probe(address);
    if (answer !== undefined && wanted(answer)) return true;
    await pause(everyMs);
  }
  return false;
}
