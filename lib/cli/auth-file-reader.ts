import { readdirSync, readFileSync } from 'node:fs';
import type { AuthFileReader } from '../engine/analysis/hba/auth-file-tokens.ts';

function failureOf(error: unknown): { readonly failed: 'missing' | 'unreadable' } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { failed: code === 'ENOENT' ? 'missing' : 'unreadable' };
}

/** Files that a given `pg_hba.conf` or `pg_ident.conf` includes, read beside it on this machine. */
export const includedFiles: AuthFileReader = {
  read: (file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      return failureOf(error);
    }
  },
  list: (directory) => {
    try {
      return readdirSync(directory, { withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => entry.name);
    } catch (error) {
      return failureOf(error);
    }
  },
};
