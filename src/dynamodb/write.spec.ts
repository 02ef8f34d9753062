import { allOf, exists, lastWrittenBy, outcomeOfError, requestOf, updateExpression } from './write.js';

const key = { PK: 'CLINIC#CLN-001', SK: 'META' };

describe('an update expression', () => {
  it('sets what has a value, removes what is null, and leaves alone what is undefined', () => {
    expect(updateExpression({ name: 'Ida', notes: null, status: undefined })).toEqual({
      expression: 'SET #name = :name REMOVE #notes',
      names: { '#name': 'name', '#notes': 'notes' },
      values: { ':name': 'Ida' },
    });
  });

  it('has one placeholder for one value, however often it is set', () => {
    expect(updateExpression({ t1: 'APT-1', t2: 'APT-1', type: 'DAY' })).toMatchObject({
      expression: 'SET #t1 = :t1, #t2 = :t1, #type = :type',
      values: { ':t1': 'APT-1', ':type': 'DAY' },
    });
  });

  it('adds to sets', () => {
    const sessions = new Set(['a']);
    expect(updateExpression({}, { sessions })).toEqual({
      expression: 'ADD #sessions :sessions',
      names: { '#sessions': 'sessions' },
      values: { ':sessions': sessions },
    });
  });
});

describe('a request', () => {
  it('joins the placeholders of the change and of its conditions, and asks for the item that refuses', () => {
    const action = { update: key, set: { name: 'x' }, when: allOf(exists, lastWrittenBy('w1')) };
    expect(requestOf('clinic-portal', action)).toEqual({
      Update: {
        TableName: 'clinic-portal',
        Key: key,
        UpdateExpression: 'SET #name = :name',
        ConditionExpression: '(attribute_exists(PK)) AND (write_id = :last_write)',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': 'x', ':last_write': 'w1' },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    });
  });
});

describe('the outcome of a failed call', () => {
  const named = (name: string, more: object = {}) => Object.assign(new Error('any text'), { name, ...more });
  const cancelled = (...CancellationReasons: object[]) =>
    outcomeOfError(named('TransactionCanceledException', { CancellationReasons }));

  it('is a refusal with the item that stands there', () => {
    const error = named('ConditionalCheckFailedException', { Item: { PK: { S: 'a' } } });
    expect(outcomeOfError(error)).toEqual({ kind: 'refused', by: new Map([[0, { PK: 'a' }]]) });
  });

  it('is a refusal when any condition of a transaction failed, whatever else happened', () => {
    expect(
      cancelled({ Code: 'TransactionConflict' }, { Code: 'ConditionalCheckFailed', Item: { SK: { S: 'b' } } }),
    ).toEqual({ kind: 'refused', by: new Map([[1, { SK: 'b' }]]) });
  });

  it('is a conflict when nothing but other writers or load were in the way', () => {
    expect(cancelled({ Code: 'None' }, { Code: 'TransactionConflict' })).toEqual({ kind: 'conflict' });
    expect(cancelled({ Code: 'ThrottlingError' })).toEqual({ kind: 'conflict' });
  });

  it('is none when the request itself is wrong, or the error is about something else', () => {
    expect(cancelled({ Code: 'ValidationError' })).toBeUndefined();
    expect(outcomeOfError(named('ValidationException'))).toBeUndefined();
    expect(outcomeOfError('thrown')).toBeUndefined();
  });
});
