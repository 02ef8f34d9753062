const minute = 60_000;
/** Time is booked in ticks of five minutes; every appointment begins and ends on one. */
export const tickMs = 5 * minute;
export const ticksOfADay = (24 * 60 * minute) / tickMs;
export const longestMs = 8 * 60 * minute;

/** Some ticks of one day in UTC, counted from midnight: 0 to 287. */
export interface DayTicks {
  readonly day: string;
  readonly ticks: readonly number[];
}

export const isOnTick = (instant: Date): boolean => instant.getTime() % tickMs === 0;

/** The ticks that an appointment takes, its end excluded; two days when it crosses midnight in UTC. */
export function ticksOf(startsAt: string, endsAt: string): DayTicks[] {
  const first = Date.parse(startsAt) / tickMs;
  const end = Date.parse(endsAt) / tickMs;
  const days = new Map<string, number[]>();
  for (let tick = first; tick < end; tick += 1) {
    const day = new Date(tick * tickMs).toISOString().slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), tick % ticksOfADay]);
  }
  return [...days].map(([day, ticks]) => ({ day, ticks }));
}
