import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zip } from './zip.ts';

/** The number of entries where the end of the file cannot hold it: by the locator before it. */
function zip64Count(all: Buffer, end: number): number {
  const locator = end - 20;
  expect(all.readUInt32LE(locator)).toBe(0x07064b50);
  const record = Number(all.readBigUInt64LE(locator + 8));
  expect(all.readUInt32LE(record)).toBe(0x06064b50);
  expect(Number(all.readBigUInt64LE(record + 48))).toBe(all.readUInt32LE(end + 16));
  return Number(all.readBigUInt64LE(record + 32));
}

/** Reads a ZIP by its central directory, as every reader does. */
function unzip(bytes: Uint8Array): readonly (readonly [string, string])[] {
  const all = Buffer.from(bytes);
  const end = all.length - 22;
  expect(all.readUInt32LE(end)).toBe(0x06054b50);
  let at = all.readUInt32LE(end + 16);
  const counted = all.readUInt16LE(end + 10);
  return Array.from({ length: counted }, () => {
    expect(all.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, size, length] = [
      all.readUInt32LE(at + 20),
      all.readUInt32LE(at + 24),
      all.readUInt16LE(at + 28),
    ];
    const name = all.toString('ascii', at + 46, at + 46 + length);
    const local = all.readUInt32LE(at + 42);
    expect(all.readUInt32LE(local)).toBe(0x04034b50);
    const from = local + 30 + all.readUInt16LE(local + 26);
    const text = inflateRawSync(all.subarray(from, from + packed)).toString('utf8');
    expect(Buffer.byteLength(text)).toBe(size);
    at += 46 + length;
    return [name, text] as const;
  });
}

test('what goes in comes out, and the same goes in as the same bytes', async () => {
  const entries = [
    { name: 'decisions/README.md', text: '# Ärger\n' },
    { name: 'decisions/empty.md', text: '' },
    { name: 'decisions/long.md', text: 'x'.repeat(100_000) },
  ];
  expect(unzip(await zip(entries))).toEqual(entries.map(({ name, text }) => [name, text]));
  expect(await zip(entries)).toEqual(await zip(entries));
  expect(unzip(await zip([]))).toEqual([]);
});

test.each(['../up', '/root', 'a//b', 'a\\b', '', '.hidden', 'ä'])(
  '%j is no name for an entry',
  async (name) => {
    await expect(zip([{ name, text: '' }])).rejects.toThrow(RangeError);
  },
);

test('more entries than 16 bits can count come out too', async () => {
  const entries = Array.from({ length: 70_000 }, (_, at) => ({
    name: `decisions/${at}.md`,
    text: `# ${at}`,
  }));
  const all = Buffer.from(await zip(entries));
  const end = all.length - 22;
  expect(all.readUInt16LE(end + 10)).toBe(0xffff);
  expect(zip64Count(all, end)).toBe(70_000);
  expect(all.readUInt32LE(all.readUInt32LE(end + 16))).toBe(0x02014b50);
  expect(all.indexOf('decisions/69999.md')).toBeGreaterThan(0);
});
