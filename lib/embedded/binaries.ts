import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ServerAccount } from './server-account.ts';

/** Majors whose server binaries the optional npm dependencies carry. */
export const embeddedMajors = [14, 15, 16, 17, 18] as const;

export type EmbeddedMajor = (typeof embeddedMajors)[number];

const packages = createRequire(import.meta.url);

/** Directory with `bin`, `lib` and `share` of that major. Throws where npm left the optional package out. */
export function installedBinaries(major: EmbeddedMajor): string {
  const name = `postgresql-${major}-${process.platform}-${process.arch}`;
  try {
    return path.join(path.dirname(packages.resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `no PostgreSQL ${major} binaries for ${process.platform}-${process.arch}: the npm package ${name} is not installed`,
    );
  }
}

/** Whether everybody may pass through every directory above and into `target`. */
function reachable(target: string): boolean {
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * Binaries that `account` can execute: the installed ones, or, when the checkout is closed to other users (root's home
 * is), a copy under `copies`, made once per version.
 */
export function runnableBinaries(
  major: EmbeddedMajor,
  account: ServerAccount | null,
  copies: string,
): string {
  const installed = installedBinaries(major);
  if (account === null || reachable(installed)) return installed;
  const copy = path.join(copies, `postgresql-${major}`);
  if (existsSync(copy)) return copy;
  mkdirSync(copies, { recursive: true });
  const unfinished = `${copy}.${process.pid}`;
  cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, copy);
  return copy;
}
