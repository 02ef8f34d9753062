/** What a load of some clients measured. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
}

/** Runs an operation with this many clients at a time, each beginning the next as soon as the last has ended. */
export async function measure(
  clients: number,
  milliseconds: number,
  operation: (client: number, turn: number) => Promise<boolean>,
): Promise<Measured> {
  const times: number[] = [];
  let failures = 0;
  const begin = performance.now();
  const client = async (number: number): Promise<void> => {
    for (let turn = 0; performance.now() - begin < milliseconds; turn += 1) {
      const started = performance.now();
      if (await operation(number, turn)) times.push(performance.now() - started);
      else failures += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), failures };
}
