import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeedLedger } from './seed-ledger.js';

describe('SeedLedger', () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ledger-'));
    file = join(directory, 'demo.json');
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('remembers what was made, and where', () => {
    SeedLedger.open(file).note('table a', 'CLN-001');
    const again = SeedLedger.open(file);
    expect(again.has('table a', 'CLN-001')).toBe(true);
    expect(again.has('table b', 'CLN-001')).toBe(false);
    expect(again.has('table a', 'CLN-002')).toBe(false);
  });

  it('forgets a place that was made anew, and no other', () => {
    const ledger = SeedLedger.open(file);
    ledger.note('table a', 'CLN-001');
    ledger.note('table b', 'CLN-001');
    ledger.forget('table a');
    const again = SeedLedger.open(file);
    expect([again.has('table a', 'CLN-001'), again.has('table b', 'CLN-001')]).toEqual([false, true]);
  });

  it('keeps one password an installation, which meets the pool’s policy and needs no quoting', () => {
    const { password } = SeedLedger.open(file);
    expect(SeedLedger.open(file).password).toBe(password);
    expect(SeedLedger.open(join(directory, 'other.json')).password).not.toBe(password);
    expect(password).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[\w-]{8,}$/);
  });

  it('is for its owner’s eyes only, and leaves no draft behind', () => {
    SeedLedger.open(file).note('table a', 'CLN-001');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['demo.json']);
  });
});
