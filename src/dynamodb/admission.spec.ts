import { Admission } from './admission.js';

/** Work that ends when the test says so. */
function held() {
  let release: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { work: () => done, release };
}

describe('the queue in front of the store', () => {
  it('lets in as many as it may, and the others in the order in which they came', async () => {
    const admission = new Admission({ atOnce: 1, waiting: 10, stallMs: 60_000, spells: 1 });
    const first = held();
    const order: number[] = [];
    const running = admission.run(first.work);
    const waiting = [1, 2, 3].map((n) =>
      admission.run(() => {
        order.push(n);
        return Promise.resolve();
      }),
    );
    expect(order).toEqual([]);
    first.release();
    await Promise.all([running, ...waiting]);
    expect(order).toEqual([1, 2, 3]);
  });

  it('refuses at once when the queue is full', async () => {
    const admission = new Admission({ atOnce: 1, waiting: 1, stallMs: 60_000, spells: 1 });
    const first = held();
    const running = admission.run(first.work);
    const second = admission.run(() => Promise.resolve('done'));
    await expect(admission.run(() => Promise.resolve())).rejects.toMatchObject({
      code: 'store_unavailable',
      retryAfter: 1,
    });
    first.release();
    await running;
    await expect(second).resolves.toBe('done');
  });

  describe('while it waits', () => {
    beforeEach(() => {
      jest.useFakeTimers();
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    it('is refused when nobody gets an answer, and then takes no place', async () => {
      const admission = new Admission({ atOnce: 1, waiting: 5, stallMs: 3_000, spells: 8 });
      const first = held();
      const running = admission.run(first.work);
      const late = admission.run(() => Promise.resolve());
      jest.advanceTimersByTime(3_000);
      await expect(late).rejects.toMatchObject({ code: 'store_unavailable', reason: 'the store is silent' });
      first.release();
      await running;
      await expect(admission.run(() => Promise.resolve('next'))).resolves.toBe('next');
    });

    it('is patient while others are answered, up to a bound', async () => {
      const admission = new Admission({ atOnce: 1, waiting: 5, stallMs: 3_000, spells: 2 });
      const works = [held(), held(), held()];
      const running = works.map(({ work }) => admission.run(work));
      const late = admission.run(() => Promise.resolve());
      for (const spell of [0, 1]) {
        works[spell]?.release();
        await running[spell];
        jest.advanceTimersByTime(3_000);
      }
      await expect(late).rejects.toMatchObject({ code: 'store_unavailable', reason: 'no turn in time' });
      works[2]?.release();
      await running[2];
    });
  });

  it('gives the place back when the work fails', async () => {
    const admission = new Admission({ atOnce: 1, waiting: 1, stallMs: 60_000, spells: 1 });
    await expect(admission.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(admission.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
