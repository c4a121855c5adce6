import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../env.ts';

/** The address that people use for a Postern that listens on `port`. */
export function addressOf({ HOST, POSTERN_URL }: Environment, port: number): string {
  if (POSTERN_URL !== undefined) return new URL(POSTERN_URL).origin;
  const host = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(HOST) ? 'localhost' : HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const fileIn = (home: string) => path.join(home, 'address');

/** Where this Postern was last reached, for commands that do not know what it was started with. */
export function keepAddress(home: string, address: string): void {
  writeFileSync(fileIn(home), `${address}\n`, { mode: 0o644 });
}

/** What this command's own environment says, else where Postern was last reached, else where it would be by default. */
export function knownAddress(environment: Environment, home: string): string {
  if (environment.POSTERN_URL !== undefined) return addressOf(environment, environment.PORT);
  try {
    const kept = readFileSync(fileIn(home), 'utf8').trim();
    if (URL.canParse(kept)) return new URL(kept).origin;
  } catch {
    // It was never started with this home, or by an older version.
  }
  return addressOf(environment, environment.PORT);
}
