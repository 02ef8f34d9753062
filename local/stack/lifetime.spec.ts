import { Lifetime } from './lifetime.js';

describe('Lifetime', () => {
  it('stops things in the opposite order of their start, once', async () => {
    const life = new Lifetime();
    const stopped: string[] = [];
    life.onEnd(() => void stopped.push('first'));
    life.onEnd(() => Promise.resolve().then(() => void stopped.push('second')));
    await life.end();
    await life.end();
    expect(stopped).toEqual(['second', 'first']);
  });

  it('stops the rest when one fails, and says so', async () => {
    const life = new Lifetime();
    const stopped: string[] = [];
    life.onEnd(() => void stopped.push('first'));
    life.onEnd(() => Promise.reject(new Error('stuck')));
    await expect(life.end()).rejects.toMatchObject({ errors: [new Error('stuck')] });
    expect(stopped).toEqual(['first']);
  });
});
