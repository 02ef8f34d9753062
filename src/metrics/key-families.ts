import type { KeyMetrics } from '../auth/keys/key-metrics.js';
import type { MetricFamily } from './exposition.js';

/** Keys of one origin: what was counted since the server started, and whether there are keys to verify with. */
export interface CountedKeys {
  readonly labels: Readonly<Record<string, string>>;
  readonly metrics: KeyMetrics;
  readonly ready: boolean;
}

const counters: Readonly<Record<keyof KeyMetrics, { readonly name: string; readonly help: string }>> = {
  reads: { name: 'reads', help: 'Reads of the key document.' },
  failures: { name: 'read_failures', help: 'Reads that failed or brought no key.' },
  staleAnswers: { name: 'stale_answers', help: 'Look-ups answered with keys past their time in an outage.' },
  unknownKids: { name: 'unknown_kids', help: 'Look-ups of a key id that was not known.' },
  unknownKidsUnasked: { name: 'unknown_kids_unasked', help: 'Unknown key ids for which no read was made.' },
  unavailable: { name: 'unavailable', help: 'Look-ups that ended in 503.' },
};

/** The key stores' counters under names of Prometheus' conventions. */
export function keyFamilies(counted: readonly CountedKeys[]): MetricFamily[] {
  const names = Object.keys(counters) as (keyof KeyMetrics)[];
  return [
    ...names.map((key): MetricFamily => {
      const samples = counted.map(({ labels, metrics }) => ({ labels, value: metrics[key] }));
      return {
        name: `clinic_portal_keys_${counters[key].name}_total`,
        help: counters[key].help,
        type: 'counter',
        samples,
      };
    }),
    {
      name: 'clinic_portal_keys_ready',
      help: 'Whether there are keys to verify with.',
      type: 'gauge',
      samples: counted.map(({ labels, ready }) => ({ labels, value: ready ? 1 : 0 })),
    },
  ];
}
