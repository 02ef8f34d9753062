import { AppError } from '../errors/app-error.js';
import { refusal } from './refusal.js';

describe('refusal', () => {
  it('is an AppError without a stack to collect', () => {
    const error = refusal('expired', { detail: 'Sign in again.', reason: 'expired 5 s ago' });
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'expired', detail: 'Sign in again.', reason: 'expired 5 s ago' });
    expect(error.stack).not.toContain('\n    at ');
  });

  it('leaves the stacks of other errors alone', () => {
    refusal('expired', {});
    expect(new Error('a fault').stack).toContain('\n    at ');
  });
});
