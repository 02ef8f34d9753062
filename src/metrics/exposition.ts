/** One family of measurements of the same kind, as Prometheus' text format knows it. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

/** The media type of what `expose` writes. */
export const expositionType = 'text/plain; version=0.0.4; charset=utf-8';

/** Writes families in Prometheus' text format, version 0.0.4, which every collector of metrics reads. */
export function expose(families: readonly MetricFamily[]): string {
  return families.map((family) => `${[...header(family), ...family.samples.map(line(family))].join('\n')}\n`).join('');
}

const header = ({ name, help, type }: MetricFamily): string[] => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];

const line =
  ({ name }: MetricFamily) =>
  ({ labels, value }: MetricFamily['samples'][number]): string => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
    return `${name}{${pairs.join(',')}} ${value}`;
  };

const escape = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
