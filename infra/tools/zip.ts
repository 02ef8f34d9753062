import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, the first day that the format knows: the same content gives the same bytes. */
const date = 0x0021;
const utf8Names = 0x0800;
const deflated = 8;

/**
 * A ZIP file (PKWARE's APPNOTE 6.3) with files that everybody may read, as Lambda takes it.
 *
 * @param files their contents by their names
 */
export function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = deflateRawSync(content, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(utf8Names, 2);
    fields.writeUInt16LE(deflated, 4);
    fields.writeUInt16LE(date, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), data]);
    directory.push(directoryEntry(fields, name, offset));
    parts.push(local);
    offset += local.length;
  }
  return Buffer.concat([...parts, ...directory, end(directory, offset)]);
}

function directoryEntry(fields: Buffer, name: string, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  // a plain file, readable for everybody
  rest.writeUInt32LE((0o100644 << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  // made on Unix, by version 2.0 of the format
  const madeBy = Buffer.from([20, 3]);
  return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, fields, rest, Buffer.from(name)]);
}

function end(directory: readonly Buffer[], offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.write('PK\x05\x06', 'latin1');
  record.writeUInt16LE(directory.length, 8);
  record.writeUInt16LE(directory.length, 10);
  record.writeUInt32LE(
    directory.reduce((sum, entry) => sum + entry.length, 0),
    12,
  );
  record.writeUInt32LE(offset, 16);
  return record;
}
