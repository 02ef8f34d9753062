import * as z from 'zod';
import { AppError } from '../errors/app-error.js';
import { ValidationPipe } from './validation.pipe.js';

const schema = z.strictObject({ name: z.string(), address: z.strictObject({ 'a/b~c': z.number() }).optional() });

const faultsOf = async (value: unknown) => {
  const error = await new ValidationPipe().transform(value, { type: 'body', schema }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof AppError ? error.faults : undefined;
};

describe('the validation pipe', () => {
  it('gives what the schema made of a valid value', async () => {
    const trimmed = z.object({ name: z.string().transform((name) => name.length) });
    await expect(new ValidationPipe().transform({ name: 'four' }, { type: 'body', schema: trimmed })).resolves.toEqual({
      name: 4,
    });
  });

  it.each(['body', 'query', 'param'] as const)('lets no %s pass that has no schema', async (type) => {
    await expect(new ValidationPipe().transform({}, { type })).rejects.toMatchObject({ code: 'internal' });
  });

  it('leaves custom decorators alone', async () => {
    await expect(new ValidationPipe().transform('principal', { type: 'custom' })).resolves.toBe('principal');
  });

  it('points at each fault, unknown fields one by one, with RFC 6901 escapes', async () => {
    const faults = await faultsOf({ name: 7, x: 1, 'y z': 2, address: { 'a/b~c': 'text' } });
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ in: 'body', pointer: '#/name' }),
        { in: 'body', pointer: '#/x', detail: 'Unknown field' },
        { in: 'body', pointer: '#/y%20z', detail: 'Unknown field' },
        expect.objectContaining({ pointer: '#/address/a~1b~0c' }),
      ]),
    );
    expect(faults).toHaveLength(4);
  });

  it('points at the root when there is no body at all', async () => {
    expect(await faultsOf(undefined)).toMatchObject([{ pointer: '#' }]);
  });

  it('bounds what it gives back: a hundred unknown fields, a huge and a broken name', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`f${index}`, 1]));
    expect(await faultsOf({ name: 'a', ...many })).toHaveLength(20);
    const [fault] = (await faultsOf({ name: 'a', ['\ud800' + 'x'.repeat(10_000)]: 1 })) ?? [];
    expect(fault?.pointer.length).toBeLessThan(200);
  });
});
