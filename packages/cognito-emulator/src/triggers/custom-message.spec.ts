import { readWording } from './custom-message.js';

const long = (rest: number): string => `{####}${'x'.repeat(rest)}`;
const silent = { smsMessage: null, emailMessage: null, emailSubject: null };

describe('the words of CustomMessage (L9)', () => {
  test.each([
    ['the event as it came', silent, {}],
    ['nothing', {}, {}],
    ['empty texts', { emailSubject: '', emailMessage: '' }, {}],
    ['a body with the code', { emailMessage: 'Your code: {####}' }, { body: 'Your code: {####}' }],
    ['a body without it', { emailSubject: 'Hello', emailMessage: 'No code' }, { subject: 'Hello' }],
    ['20,000 characters', { emailMessage: long(19_994) }, { body: long(19_994) }],
  ])('%s', (_case, response, wording) => {
    expect(readWording('SignUp', response)).toEqual(wording);
  });

  test.each([
    ['Password {####}', undefined],
    ['Name {username}', undefined],
    ['{username}, your password is {####}', '{username}, your password is {####}'],
  ])('an invitation needs name and code: %s', (emailMessage, body) => {
    expect(readWording('AdminCreateUser', { emailMessage }).body).toBe(body);
  });

  test.each([
    [{ emailMessage: long(19_995) }],
    [{ smsMessage: long(135) }],
    [{ emailMessage: 5 }],
    [{ emailSubject: ['Hello'] }],
  ])('too long, or no text: %#', (response) => {
    expect(() => readWording('SignUp', response)).toThrow('Unrecognizable lambda output');
  });
});
