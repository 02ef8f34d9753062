import { withRequestDeadline } from '../clock/request-deadline.js';
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
    const admission = new Admission({ atOnce: 1, waiting: 10, waitMs: 60_000 });
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
    const admission = new Admission({ atOnce: 1, waiting: 1, waitMs: 60_000 });
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

    it('is refused when its request has no time left, and then takes no place', async () => {
      const admission = new Admission({ atOnce: 1, waiting: 5, waitMs: 60_000 });
      const first = held();
      const running = admission.run(first.work);
      const late = withRequestDeadline(performance.now() + 500, () => admission.run(() => Promise.resolve()));
      const patient = admission.run(() => Promise.resolve('patient'));
      jest.advanceTimersByTime(500);
      await expect(late).rejects.toMatchObject({
        code: 'store_unavailable',
        reason: 'no turn before the deadline of the request',
      });
      first.release();
      await running;
      await expect(patient).resolves.toBe('patient');
    });
  });

  it('gives the place back when the work fails', async () => {
    const admission = new Admission({ atOnce: 1, waiting: 1, waitMs: 60_000 });
    await expect(admission.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(admission.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
