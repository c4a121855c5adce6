import { setImmediate } from 'node:timers/promises';
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

/** More entries than the end of a ZIP file can count: the exact numbers stand before it (APPNOTE 6.3.10, 4.3.14 and 4.3.15). */
function zip64End(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** Texts as a ZIP file (APPNOTE 6.3.10) of less than 4 GB. Between two entries others get their turn. */
export async function zip(entries: readonly ZipEntry[]): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = [];
  const packed: Packed[] = [];
  let offset = 0;
  for (const { name, text } of entries) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/.test(name))
      throw new RangeError('a name that is not safe in a ZIP file');
    if (packed.length % 200 === 199) await setImmediate();
    const whole = Buffer.from(text, 'utf8');
    const entry: Packed = {
      name: Buffer.from(name, 'ascii'),
      // A piece of the usual 16 KB would be held for every hundred bytes.
      data: deflateRawSync(whole, { chunkSize: Math.max(64, whole.length) }),
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
  const many = packed.length >= 0xffff;
  const before = many ? zip64End(packed.length, directory.length, offset) : Buffer.alloc(0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(packed.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(packed.length, 0xffff), 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, directory, before, end]));
}
