import { crc32, inflateRawSync } from 'node:zlib';
import { zip } from '../../infra/tools/zip.js';

/** What a reader finds that begins at the end, as readers do: names, rights and contents whose check sums fit. */
function read(file: Buffer): { name: string; mode: number; content: string }[] {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = file.readUInt32LE(end + 16);
  expect(at + file.readUInt32LE(end + 12)).toBe(end);
  return Array.from({ length: file.readUInt16LE(end + 10) }, () => {
    expect(file.toString('latin1', at, at + 4)).toBe('PK\x01\x02');
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    expect(file.toString('latin1', local, local + 4)).toBe('PK\x03\x04');
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const content = inflateRawSync(file.subarray(start, start + file.readUInt32LE(at + 20)));
    expect(content).toHaveLength(file.readUInt32LE(at + 24));
    expect(crc32(content)).toBe(file.readUInt32LE(at + 16));
    const mode = file.readUInt32LE(at + 38) >>> 16;
    at += 46 + nameLength;
    return { name, mode, content: content.toString() };
  });
}

describe('the packages of the functions', () => {
  const files = {
    'handler.mjs': Buffer.from('export const handler = () => "é";\n'.repeat(1_000)),
    'b.txt': Buffer.from(''),
  };

  it('are read by others: names, contents and check sums', () => {
    expect(read(zip(files))).toEqual([
      { name: 'handler.mjs', mode: 0o100644, content: files['handler.mjs'].toString() },
      { name: 'b.txt', mode: 0o100644, content: '' },
    ]);
  });

  it('are the same bytes for the same content', () => {
    expect(zip(files).equals(zip(files))).toBe(true);
  });
});
