import type { Item, Key } from '../../src/dynamodb/keys.js';
import type { Table } from '../../src/dynamodb/table.js';
import { type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { type Call, type CallFault, type FaultProxy, startFaultProxy } from '../support/store/fault-proxy.js';

const keyOf = (name: string): Key => ({ PK: `USER#${name}`, SK: 'META' });

describe('reads that begin together', () => {
  let engine: Engine;
  let proxy: FaultProxy;
  let table: Table;
  let calls: string[];
  let faultOf: (call: Call) => CallFault;

  beforeEach(async () => {
    calls = [];
    faultOf = () => 'none';
    engine = await startEngine();
    proxy = await startFaultProxy(engine.endpoint, (call) => {
      if (call.operation.includes('Get')) calls.push(call.operation);
      return faultOf(call);
    });
    table = tableAt(proxy.endpoint, { attempts: 1 });
  });
  afterEach(async () => {
    table.close();
    await proxy.stop();
    await engine.stop();
  });

  const write = (names: readonly string[], attributes: Item = {}) =>
    Promise.all(names.map((name) => table.write({ put: { ...keyOf(name), name, ...attributes } })));
  const read = (names: readonly string[]) => Promise.all(names.map((name) => table.getTogether(keyOf(name))));

  it('are one call for a hundred keys, and each gets its own item', async () => {
    const stored = Array.from({ length: 120 }, (_, index) => `stored-${index}`);
    await write(stored);
    const asked = [...stored, 'missing', ...stored.slice(0, 30)];
    const items = await read(asked);
    expect(items.map((item) => item?.['name'])).toEqual([...stored, undefined, ...stored.slice(0, 30)]);
    expect(calls).toEqual(['BatchGetItem', 'BatchGetItem']);
  });

  it('are a plain read for a single key', async () => {
    await write(['alone']);
    await expect(read(['alone', 'alone'])).resolves.toEqual([
      { ...keyOf('alone'), name: 'alone' },
      { ...keyOf('alone'), name: 'alone' },
    ]);
    expect(calls).toEqual(['GetItem']);
  });

  it('are never remembered', async () => {
    await write(['ann', 'bob'], { status: 'active' });
    await read(['ann', 'bob']);
    await write(['ann', 'bob'], { status: 'disabled' });
    const items = await read(['ann', 'bob']);
    expect(items.map((item) => item?.['status'])).toEqual(['disabled', 'disabled']);
  });

  it('fail together when the store refuses the call, and are asked for anew the next time', async () => {
    await write(['ann', 'bob']);
    faultOf = ({ operation, number }) => (operation === 'BatchGetItem' && number === 1 ? 'throttle' : 'none');
    const outcomes = await Promise.allSettled(['ann', 'bob'].map((name) => table.getTogether(keyOf(name))));
    expect(
      outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as { code: string }).code),
    ).toEqual(['store_unavailable', 'store_unavailable']);
    const items = await read(['ann', 'bob']);
    expect(items.map((item) => item?.['name'])).toEqual(['ann', 'bob']);
  });

  describe('of more than fits into one answer (16 MB)', () => {
    const names = Array.from({ length: 45 }, (_, index) => `large-${index}`);
    beforeEach(() => write(names, { ballast: 'x'.repeat(390_000) }));

    it('are read alone where the store left them out', async () => {
      const items = await read(names);
      expect(items.map((item) => item?.['name'])).toEqual(names);
      expect(calls.filter((call) => call === 'GetItem').length).toBeGreaterThan(0);
    });

    it('fail alone, too', async () => {
      faultOf = ({ operation, number }) => (operation === 'GetItem' && number === 1 ? 'fail' : 'none');
      const outcomes = await Promise.allSettled(names.map((name) => table.getTogether(keyOf(name))));
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(failed).toMatchObject([{ reason: { code: 'store_unavailable' } }]);
    });
  });
});
