import path from 'node:path';
import { type Environment, env } from './env.ts';

/**
 * Where Postern keeps what must survive: `POSTERN_HOME`, or `/var/lib/postern` for root, else `$XDG_DATA_HOME/postern`, else
 * `~/.local/share/postern`. Absolute.
 */
export function homeDirectory(
  environment: Environment = env(),
  isRoot: boolean = process.getuid?.() === 0,
): string {
  if (environment.POSTERN_HOME !== undefined) return path.resolve(environment.POSTERN_HOME);
  if (isRoot) return '/var/lib/postern';
  // XDG base directory specification: a relative path in it is to be ignored.
  const data = environment.XDG_DATA_HOME;
  if (data !== undefined && path.isAbsolute(data)) return path.join(data, 'postern');
  if (environment.HOME !== undefined) return path.join(environment.HOME, '.local', 'share', 'postern');
  throw new Error('there is no home directory to keep data in: set POSTERN_HOME');
}

/** Keys and passwords: mode 0700, files 0600. */
export function secretsDirectory(): string {
  return path.join(homeDirectory(), 'secrets');
}
