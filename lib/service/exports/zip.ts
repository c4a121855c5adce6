import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** A path of letters, digits, `.`, `-`, `_` and `/`, relative: ours, never a scanned server's. */
  readonly name: string;
  readonly text: string;
}

/** 1980-01-01 00:00, the first day there is: the same entries give the same bytes. */
const dosTime = 0;
const dosDate = (1 << 5) | 1;
const version = 20;
const deflated = 8;

interface Packed {
  readonly name: Buffer;
  readonly data: Buffer;
  readonly checksum: number;
  readonly size: number;
  readonly offset: number;
}

/** What both headers of an entry have in common: from `version needed` to `extra field length`. */
function common({ name, data, checksum, size }: Packed): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(0, 2);
  fields.writeUInt16LE(deflated, 4);
  fields.writeUInt16LE(dosTime, 6);
  fields.writeUInt16LE(dosDate, 8);
  fields.writeUInt32LE(checksum, 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function signature(word: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(word);
  return bytes;
}

function directoryEntry(entry: Packed): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(version);
  // Comment length, disk, internal and external attributes are 0; then where the entry begins.
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, common(entry), rest, entry.name]);
}

/** Texts as a ZIP file (APPNOTE 6.3.10, without ZIP64: fewer than 65,535 entries, less than 4 GB). */
export function zip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  if (entries.length >= 0xffff) throw new RangeError('too many entries for a ZIP file');
  const parts: Buffer[] = [];
  const packed: Packed[] = [];
  let offset = 0;
  for (const { name, text } of entries) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/.test(name))
      throw new RangeError('a name that is not safe in a ZIP file');
    const whole = Buffer.from(text, 'utf8');
    const entry: Packed = {
      name: Buffer.from(name, 'ascii'),
      data: deflateRawSync(whole),
      checksum: crc32(whole),
      size: whole.length,
      offset,
    };
    packed.push(entry);
    const part = Buffer.concat([signature(0x04034b50), common(entry), entry.name, entry.data]);
    parts.push(part);
    offset += part.length;
  }
  const directory = Buffer.concat(packed.map(directoryEntry));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(packed.length, 8);
  end.writeUInt16LE(packed.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, directory, end]));
}
