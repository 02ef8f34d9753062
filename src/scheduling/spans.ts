/** A stretch of time in milliseconds since the epoch; its end is the first moment that no longer belongs to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The same time as sorted spans that neither touch nor overlap; empty spans are left out. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && span.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else {
      joined.push(span);
    }
  }
  return joined;
}

/** The time that lies in both. */
export function intersectSpans(some: readonly Span[], others: readonly Span[]): Span[] {
  const [a, b] = [joinSpans(some), joinSpans(others)];
  const common: Span[] = [];
  let [i, j] = [0, 0];
  for (let [one, other] = [a[i], b[j]]; one !== undefined && other !== undefined; [one, other] = [a[i], b[j]]) {
    const both = { start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) };
    if (both.start < both.end) common.push(both);
    if (one.end < other.end) i += 1;
    else j += 1;
  }
  return common;
}

/** The time of `spans` that lies in none of `removed`. */
export function subtractSpans(spans: readonly Span[], removed: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let start = -Infinity;
  for (const span of joinSpans(removed)) {
    gaps.push({ start, end: span.start });
    start = span.end;
  }
  return intersectSpans(spans, [...gaps, { start, end: Infinity }]);
}

/** Whether all of `span` lies within the time of `spans`. */
export function coversSpan(spans: readonly Span[], span: Span): boolean {
  return joinSpans(spans).some(({ start, end }) => start <= span.start && span.end <= end);
}
