import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

const read = new Map<string, string>();

/**
 * A random secret of 32 bytes, base64, in a file only its owner may read; made when it is not there yet. Two processes that
 * begin at once agree on one: the file appears whole, by link, and whoever is second reads the first one's.
 */
export function keptSecret(directory: string, name: string): string {
  const file = path.join(directory, name);
  const known = read.get(file);
  if (known !== undefined) return known;
  const secret = readSecret(file) ?? makeSecret(directory, file);
  read.set(file, secret);
  return secret;
}

function readSecret(file: string): string | null {
  try {
    const text = readFileSync(/* turbopackIgnore: true */ file, 'utf8').trim();
    if (text.length < 32) throw new Error(`${file} does not hold a key`);
    return text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function makeSecret(directory: string, file: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const unfinished = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(/* turbopackIgnore: true */ unfinished, 'wx', 0o600);
  try {
    writeSync(handle, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(/* turbopackIgnore: true */ unfinished, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(unfinished);
  }
  const secret = readSecret(file);
  if (secret === null) throw new Error(`${file} vanished while it was made`);
  return secret;
}
