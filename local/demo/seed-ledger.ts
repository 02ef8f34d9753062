import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writePrivateFile } from '../private-file.js';

interface Entries {
  password: string;
  /** What was given out, by the pool or table it was given to: each key holds the names of things made there. */
  made: Record<string, string[]>;
}

/**
 * Remembers which demonstration data was ever made, and where. What is noted here is never made again: what someone
 * changed stays changed, what someone deleted stays deleted.
 */
export class SeedLedger {
  private constructor(
    private readonly file: string,
    private readonly entries: Entries,
  ) {}

  /** Opens the ledger in a file, or begins one with a password of its own for the demonstration users. */
  static open(file: string): SeedLedger {
    const entries = read(file);
    if (entries !== undefined) return new SeedLedger(file, entries);
    const ledger = new SeedLedger(file, { password: newPassword(), made: {} });
    ledger.save();
    return ledger;
  }

  get password(): string {
    return this.entries.password;
  }

  has(place: string, name: string): boolean {
    return this.entries.made[place]?.includes(name) === true;
  }

  note(place: string, name: string): void {
    if (this.has(place, name)) return;
    (this.entries.made[place] ??= []).push(name);
    this.save();
  }

  /** A table that was made anew holds nothing, whatever was once put into one of that name. */
  forget(place: string): void {
    this.entries.made = Object.fromEntries(Object.entries(this.entries.made).filter(([each]) => each !== place));
    this.save();
  }

  private save(): void {
    writePrivateFile(this.file, JSON.stringify(this.entries, undefined, 2));
  }
}

function read(file: string): Entries | undefined {
  try {
    const { password, made } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Entries>;
    return typeof password === 'string' && typeof made === 'object' ? { password, made } : undefined;
  } catch {
    // none yet; it is only ever replaced as a whole, so it cannot be half written
    return undefined;
  }
}

const letters = 'abcdefghjkmnpqrstuvwxyz';

/** Easy to type and copy, needs no quoting in a shell, and meets the pool's policy: upper, lower, digit, 8 or more. */
function newPassword(): string {
  const word = (length: number) => Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  return `Demo-${word(5)}-${word(5)}-${randomInt(10, 100)}`;
}
