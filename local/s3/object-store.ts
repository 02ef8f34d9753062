import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** One version of an object. A delete marker has no content. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly contentType: string;
  readonly size: number;
  /** MD5 in hexadecimal digits, in quotes. */
  readonly etag: string;
  /** ISO 8601. */
  readonly modifiedAt: string;
  /** `x-amz-meta-…` headers. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly deleted?: true;
}

/** Objects and their versions: content in one file each, and a file of JSON that describes it. */
export class ObjectStore {
  private readonly versions = new Map<string, ObjectVersion[]>();
  private lastStamp = 0;

  private constructor(private readonly directory: string) {}

  /** Opens what earlier runs have left in `directory`. */
  static open(directory: string): ObjectStore {
    const store = new ObjectStore(directory);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const files = readdirSync(directory);
    for (const file of files.filter((name) => name.endsWith('.json')).sort()) {
      store.remember(JSON.parse(readFileSync(join(directory, file), 'utf8')) as ObjectVersion);
    }
    // content whose upload was cut off
    for (const file of files.filter((name) => name.startsWith('incoming-'))) rmSync(join(directory, file));
    return store;
  }

  /** Where an upload is written before it becomes an object. */
  incomingFile(): string {
    return join(this.directory, `incoming-${randomBytes(12).toString('hex')}`);
  }

  /** Makes an incoming file the current version of its object. */
  keep(file: string, described: Omit<ObjectVersion, 'versionId'>): ObjectVersion {
    const version = { ...described, versionId: this.newVersionId() };
    renameSync(file, this.contentFile(version));
    return this.add(version);
  }

  /** The current version, or the one that is named. */
  find(key: string, versionId?: string): ObjectVersion | undefined {
    const versions = this.versions.get(key) ?? [];
    return versionId === undefined ? versions.at(-1) : versions.find((version) => version.versionId === versionId);
  }

  content(version: ObjectVersion, range?: { start: number; end: number }): Readable {
    return createReadStream(this.contentFile(version), range);
  }

  /** Puts a delete marker on top; the versions below stay. */
  mark(key: string, modifiedAt: string): ObjectVersion {
    const marker = { key, contentType: '', size: 0, etag: '', modifiedAt, metadata: {}, deleted: true } as const;
    return this.add({ ...marker, versionId: this.newVersionId() });
  }

  /** Takes one version away for good. */
  remove(version: ObjectVersion): void {
    const left = (this.versions.get(version.key) ?? []).filter((other) => other !== version);
    if (left.length === 0) this.versions.delete(version.key);
    else this.versions.set(version.key, left);
    rmSync(this.descriptionFile(version), { force: true });
    rmSync(this.contentFile(version), { force: true });
  }

  /** Current objects below a prefix in the order of their keys, those after `after` alone. */
  list(prefix: string, after: string): ObjectVersion[] {
    return [...this.versions.values()]
      .flatMap((versions) => versions.at(-1) ?? [])
      .filter(({ key, deleted }) => deleted !== true && key.startsWith(prefix) && key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  private add(version: ObjectVersion): ObjectVersion {
    writeFileSync(this.descriptionFile(version), JSON.stringify(version), { mode: 0o600 });
    this.remember(version);
    return version;
  }

  private remember(version: ObjectVersion): void {
    const versions = this.versions.get(version.key);
    if (versions === undefined) this.versions.set(version.key, [version]);
    else versions.push(version);
  }

  /** Ids in the order in which they are made, so that the names of the files keep that order too. */
  private newVersionId(): string {
    this.lastStamp = Math.max(this.lastStamp + 1, Date.now() * 1000);
    return `${String(this.lastStamp).padStart(17, '0')}-${randomBytes(8).toString('hex')}`;
  }

  private contentFile(version: Pick<ObjectVersion, 'versionId' | 'key'>): string {
    return join(this.directory, `${fileName(version)}.content`);
  }

  private descriptionFile(version: Pick<ObjectVersion, 'versionId' | 'key'>): string {
    return join(this.directory, `${fileName(version)}.json`);
  }
}

/** No part of a key becomes part of a path. */
function fileName({ versionId, key }: Pick<ObjectVersion, 'versionId' | 'key'>): string {
  return `${versionId}-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}
