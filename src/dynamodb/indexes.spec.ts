import definition from '../../infra/table.json' with { type: 'json' };
import { indexNames } from './indexes.js';

describe('the names of the indexes', () => {
  it('are those of infra/table.json, and so are the names of their keys', () => {
    expect(definition.globalSecondaryIndexes).toEqual(
      indexNames.map((name) => ({ name, hashKey: `${name}PK`, rangeKey: `${name}SK`, projectionType: 'ALL' })),
    );
  });
});
