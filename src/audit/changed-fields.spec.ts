import { changedFields } from './changed-fields.js';

describe('changed fields', () => {
  it('are those with another value, by name', () => {
    const before = { id: '1', name: 'a', tags: ['x'], note: 'n', version: 1, writeId: 'w1', updatedAt: 't1' };
    const after = { id: '1', name: 'b', tags: ['x', 'y'], extra: 1, version: 2, writeId: 'w2', updatedAt: 't2' };
    expect(changedFields(before, after)).toEqual(['name', 'tags', 'note', 'extra']);
    expect(changedFields(before, before)).toEqual([]);
  });

  it('of something new are all that have a value', () => {
    expect(changedFields(undefined, { id: '1', name: 'a', note: undefined, version: 1, updatedBy: 'x' })).toEqual([
      'id',
      'name',
    ]);
  });
});
