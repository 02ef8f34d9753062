import { AsyncResource } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { ExecutionContext } from '@nestjs/common';
import { defer, firstValueFrom } from 'rxjs';
import { remainingMs, withoutRequestDeadline } from '../clock/request-deadline.js';
import { ResourceInterceptor } from './resource.interceptor.js';

describe('what every route of a resource has', () => {
  const answer = async (elapsedTime: number, handler: () => Promise<unknown>, statusCode = 200) => {
    const headers: Record<string, string> = {};
    const reply = { elapsedTime, statusCode, header: (name: string, value: string) => (headers[name] = value) };
    const context = {
      switchToHttp: () => ({ getRequest: () => ({ url: '/v1/clinics?x=1' }), getResponse: () => reply }),
    } as unknown as ExecutionContext;
    // as Nest hands over the handler: bound to the context in which it is asked for
    const next = { handle: () => defer(AsyncResource.bind(handler)) };
    return { body: await firstValueFrom(new ResourceInterceptor().intercept(context, next)), headers };
  };

  it('is one deadline for all that the handler awaits; the time before it counts', async () => {
    const { body } = await answer(1_000, async () => {
      await turn();
      return remainingMs();
    });
    expect(body).toBeGreaterThan(0);
    expect(body).toBeLessThanOrEqual(2_000);
    expect(remainingMs()).toBe(Infinity);
  });

  it('is not the deadline of work that other requests wait for too', async () => {
    const { body } = await answer(0, () => withoutRequestDeadline(() => Promise.resolve(remainingMs())));
    expect(body).toBe(Infinity);
  });

  it('are the headers of what was made', async () => {
    const { headers } = await answer(0, () => Promise.resolve({ id: 'CLN-1', etag: '"1-a"' }), 201);
    expect(headers).toEqual({ etag: '"1-a"', location: '/v1/clinics/CLN-1' });
  });
});
