import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner may read, all or nothing: a reader or a crash never sees half of it. */
export function writePrivateFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
