/** One form of some work, to be compared with the plain form of the same work. */
export interface Form {
  /** Does the work `count` times, and gives back something of it, so that it cannot be left out. */
  readonly run: (count: number) => unknown;
}

/** Does one piece of work again and again. */
export function each(work: () => unknown): Form {
  return {
    run: (times) => {
      let last: unknown;
      for (let time = 0; time < times; time += 1) last = work();
      return last;
    },
  };
}

export interface Comparison {
  readonly work: string;
  readonly plain: Form;
  readonly kept: Form;
}

export interface Figure {
  readonly work: string;
  readonly plainNs: number;
  readonly keptNs: number;
}

const rounds = 40;
const count = 2_000;

/**
 * Measures both forms in alternating rounds. The lowest time of each is kept: what is left when the machine disturbs least.
 *
 * @returns nanoseconds each
 */
export function compare({ work, plain, kept }: Comparison): Figure {
  let [plainNs, keptNs] = [Infinity, Infinity];
  // the first rounds compile the code
  for (let round = -5; round < rounds; round += 1) {
    const times = [timed(plain), timed(kept)] as const;
    if (round < 0) continue;
    plainNs = Math.min(plainNs, times[0]);
    keptNs = Math.min(keptNs, times[1]);
  }
  return { work, plainNs, keptNs };
}

let sink: unknown;

function timed({ run }: Form): number {
  const begun = process.hrtime.bigint();
  sink = run(count);
  if (sink === undefined) throw new Error('a form of the work gave nothing back');
  return Number(process.hrtime.bigint() - begun) / count;
}
