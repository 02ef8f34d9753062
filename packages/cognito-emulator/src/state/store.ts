import type { Change, Journal } from './journal.js';
import { FileJournal, noJournal } from './journal.js';

/** Records of one kind under their keys. What it gives out is shared, never to be changed in place. */
export interface Collection<T> {
  get(key: string): T | undefined;
  /** Writes the record before it returns; when writing fails, nothing has changed. */
  put(key: string, record: T): void;
  delete(key: string): void;
  values(): IterableIterator<T>;
  readonly size: number;
}

// a journal is rewritten once it is mostly history
const compactAfterLines = 10_000;

/**
 * The whole state of the emulator: named collections of JSON records in memory, each change written to a journal first.
 * Changes are single records, so whoever changes several orders the writes to leave every prefix of them harmless.
 */
export class Store {
  private readonly collections = new Map<string, Map<string, unknown>>();
  private appended = 0;

  private constructor(private readonly journal: Journal) {}

  /** State kept under `directory`; with none, in memory only. */
  static open(directory: string | undefined): Store {
    if (directory === undefined) return new Store(noJournal);
    const journal = FileJournal.open(directory);
    const store = new Store(journal);
    for (const change of journal.recovered) store.apply(change);
    // syncing a disk takes longer than all the rest of a start: only for a journal that has history to lose
    if (journal.recovered.length > store.recordCount()) store.compact();
    return store;
  }

  collection<T>(name: string): Collection<T> {
    const records = this.records(name) as Map<string, T>;
    return {
      get: (key) => records.get(key),
      put: (key, record) => {
        this.write([name, key, record]);
      },
      delete: (key) => {
        if (records.has(key)) this.write([name, key]);
      },
      values: () => records.values(),
      get size() {
        return records.size;
      },
    };
  }

  /** Removes every record of the collections whose names begin so. */
  clear(prefix: string): void {
    for (const [name, records] of this.collections) {
      if (!name.startsWith(prefix)) continue;
      for (const key of [...records.keys()]) this.write([name, key]);
    }
  }

  close(): void {
    this.journal.close();
  }

  private write(change: Change): void {
    this.journal.append(change);
    this.apply(change);
    this.appended += 1;
    if (this.appended > compactAfterLines && this.appended > 4 * this.recordCount()) this.compact();
  }

  private apply([name, key, value]: Change): void {
    if (value === undefined) this.records(name).delete(key);
    else this.records(name).set(key, value);
  }

  private compact(): void {
    this.journal.rewrite(this.changes());
    this.appended = 0;
  }

  private *changes(): Generator<Change> {
    for (const [name, records] of this.collections) for (const [key, value] of records) yield [name, key, value];
  }

  private recordCount(): number {
    return [...this.collections.values()].reduce((sum, records) => sum + records.size, 0);
  }

  private records(name: string): Map<string, unknown> {
    const existing = this.collections.get(name);
    if (existing !== undefined) return existing;
    const records = new Map<string, unknown>();
    this.collections.set(name, records);
    return records;
  }
}
