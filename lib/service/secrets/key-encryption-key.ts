import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { env } from '../../env.ts';
import { secretsDirectory } from '../../home.ts';
import { keptSecret } from './kept-secret.ts';

export interface KeyEncryptionKey {
  /** 32 bytes. */
  readonly key: Buffer;
  /** Names the key without telling it: which key sealed a row. */
  readonly version: string;
}

/**
 * The key that wraps the data keys of stored passwords: `POSTERN_KEY`, the file `POSTERN_KEY_FILE` names, or one made on first
 * start; never in the database. Asked for only where a password is sealed (registering) or opened (worker, test connection).
 */
export function keyEncryptionKey(): KeyEncryptionKey {
  const { POSTERN_KEY, POSTERN_KEY_FILE } = env();
  if (POSTERN_KEY !== undefined) return parseKey(POSTERN_KEY, 'POSTERN_KEY');
  if (POSTERN_KEY_FILE !== undefined)
    return parseKey(readFileSync(POSTERN_KEY_FILE, 'utf8'), POSTERN_KEY_FILE);
  return parseKey(keptSecret(secretsDirectory(), 'postern.key'), 'postern.key');
}

/** 32 bytes as base64 or 64 hex digits. `source` is named in the error; the key is not. */
export function parseKey(text: string, source: string): KeyEncryptionKey {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, /^[0-9a-fA-F]{64}$/.test(trimmed) ? 'hex' : 'base64');
  if (key.length !== 32) throw new Error(`${source} must hold 32 bytes, as base64 or hex`);
  return {
    key,
    version: createHash('sha256').update('postern key version').update(key).digest('hex').slice(0, 16),
  };
}
