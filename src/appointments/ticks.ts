export const minute = 60_000;
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

/** The ticks from one instant to another, the end excluded, in milliseconds since the epoch; by days in UTC. */
export function ticksOf(from: number, to: number): DayTicks[] {
  const days = new Map<string, number[]>();
  for (let tick = from / tickMs; tick < to / tickMs; tick += 1) {
    const day = new Date(tick * tickMs).toISOString().slice(0, 10);
    const ticks = days.get(day) ?? [];
    days.set(day, ticks);
    ticks.push(tick % ticksOfADay);
  }
  return [...days].map(([day, ticks]) => ({ day, ticks }));
}
