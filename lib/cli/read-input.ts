import { closeSync, openSync, readSync } from 'node:fs';
import { unusable } from './command-failure.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'part of its path is no directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left',
  EROFS: 'the file system is read-only',
};

/** A system error in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return reasons[code] ?? code;
}

/** At most `limit` bytes and one more of a file or pipe. */
function readBounded(path: string, limit: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    while (size <= limit) {
      const chunk = Buffer.alloc(65_536);
      const read = readSync(file, chunk, 0, chunk.length, null);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      size += read;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(file);
  }
}

/** The text of an input file; past `limit` bytes it is refused without being read to its end. Throws `CommandFailure` (2). */
export function readInput(path: string, limit: number): string {
  let bytes: Buffer;
  try {
    bytes = readBounded(path, limit);
  } catch (error) {
    throw unusable(`${path}: ${reasonOf(error)}`);
  }
  if (bytes.length > limit)
    throw unusable(`${path}: the file is larger than ${Math.round(limit / 1024 / 1024)} MB`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unusable(`${path}: the file is not UTF-8 text`);
  }
}
