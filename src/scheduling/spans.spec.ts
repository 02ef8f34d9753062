import fc from 'fast-check';
import { coversSpan, intersectSpans, joinSpans, type Span, subtractSpans } from './spans.js';

const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([start, end]): Span => ({ start, end }));
const spans = fc.array(span, { maxLength: 8 });
const moments = Array.from({ length: 62 }, (_, index) => index);

/** The plain meaning: which moments lie in any of the spans. */
const lies = (of: readonly Span[], moment: number): boolean =>
  of.some(({ start, end }) => start <= moment && moment < end);

const isTidy = (of: readonly Span[]): boolean =>
  of.every(({ start, end }, index) => start < end && (index === 0 || (of[index - 1]?.end ?? Infinity) < start));

describe('spans of time', () => {
  it('are joined, cut and subtracted moment by moment, and come out sorted and apart', () => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const [joined, common, rest] = [joinSpans(a), intersectSpans(a, b), subtractSpans(a, b)];
        expect([joined, common, rest].every(isTidy)).toBe(true);
        for (const moment of moments) {
          expect(lies(joined, moment)).toBe(lies(a, moment));
          expect(lies(common, moment)).toBe(lies(a, moment) && lies(b, moment));
          expect(lies(rest, moment)).toBe(lies(a, moment) && !lies(b, moment));
        }
      }),
    );
  });

  it('cover a span when every moment of it lies in them', () => {
    fc.assert(
      fc.property(spans, span, (some, wanted) => {
        fc.pre(wanted.start < wanted.end);
        const inside = moments.filter((moment) => lies([wanted], moment));
        expect(coversSpan(some, wanted)).toBe(inside.every((moment) => lies(some, moment)));
      }),
    );
  });
});
