import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ServerAccount } from '../embedded/server-account.ts';
import { LaunchProblem } from './launch-problem.ts';

const passable = (directory: string) => (statSync(directory).mode & 0o001) !== 0;

/**
 * Makes the home directory and what stands in it. When PostgreSQL runs as another account (because Postern is root), that one
 * must be able to pass through to its data: the home itself is opened for that, and a closed directory above it is named.
 */
export function prepareHome(home: string, account: ServerAccount | null): void {
  const isNew = !existsSync(home);
  if (!isNew && !statSync(home).isDirectory()) throw new LaunchProblem(`${home} is not a directory`);
  mkdirSync(home, { recursive: true, mode: account ? 0o711 : 0o700 });
  if (account !== null) {
    if (isNew || !passable(home)) chmodSync(home, (statSync(home).mode & 0o777) | 0o001);
    for (let above = path.dirname(home); ; above = path.dirname(above)) {
      if (!passable(above)) {
        throw new LaunchProblem(
          `PostgreSQL runs as ${account.name} and cannot pass through ${above} to ${home}: set POSTERN_HOME elsewhere, or chmod o+x ${above}`,
        );
      }
      if (above === path.dirname(above)) break;
    }
  }
  for (const [name, mode] of [
    ['secrets', 0o700],
    ['database', account ? 0o711 : 0o700],
    ['binaries', 0o755],
  ] as const) {
    mkdirSync(path.join(home, name), { recursive: true, mode });
    chmodSync(path.join(home, name), mode);
  }
}
