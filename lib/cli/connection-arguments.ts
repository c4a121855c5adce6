import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { ConnectionTarget } from '../engine/connect/connection-target.ts';
import { resolveTarget } from '../engine/connect/resolve-target.ts';
import { urlParameters } from '../engine/connect/url.ts';
import type { CollectOptions } from '../engine/inventory/collect.ts';
import type { Arguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import type { Context } from './context.ts';
import { readInput } from './read-input.ts';

/** Flags every command that connects has. */
export const connectionOptions = {
  url: { type: 'string' },
  databases: { type: 'string', multiple: true },
  'allow-insecure-authentication': { type: 'boolean' },
} as const;

export const connectionHelp = `  --url URL            postgres://user@host:port/database; else the PG* variables and .pgpass
  --databases all|a,b  which databases to read (default: all that accept connections and are no template)
  --allow-insecure-authentication
                       send the password in clear text or as MD5 to a server whose certificate is not verified`;

export interface Connection {
  readonly target: ConnectionTarget;
  readonly databases: 'all' | readonly string[];
  readonly allowInsecureAuthentication: boolean;
  /** For stderr, if the command gets that far. */
  readonly warnings: readonly string[];
}

function databasesOf(given: readonly string[]): 'all' | readonly string[] {
  const names = given.flatMap((one) => one.split(',')).map((name) => name.trim());
  if (names.some((name) => name === '')) throw unusable('--databases has an empty name');
  return names.length === 0 || (names.length === 1 && names[0] === 'all') ? 'all' : names;
}

function systemUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** Where and as whom to connect, from the flags and the environment. Throws `TargetProblem` or `CommandFailure` (2). */
export function connectionFrom(given: Arguments, context: Context): Connection {
  const url = given.text('url');
  const warnings: string[] = [];
  if (url !== undefined && urlParameters(url).has('password')) {
    warnings.push(
      'a password in --url is visible to other users of this machine: use PGPASSWORD or .pgpass instead',
    );
  }
  const { env } = context;
  const passfile = env.PGPASSFILE ?? (env.HOME ? `${env.HOME}/.pgpass` : undefined);
  const readFile = (path: string): string | null => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats?.isFile()) return null;
    // As libpq: a password file that others may read is not used.
    if (path === passfile && (stats.mode & 0o077) !== 0 && process.platform !== 'win32') {
      warnings.push(`${path} is readable by others and was ignored: chmod 600 it`);
      return null;
    }
    try {
      return readInput(path, 1024 * 1024);
    } catch {
      return null;
    }
  };
  const target = resolveTarget({
    ...(url === undefined ? {} : { url }),
    env: { ...env, USER: systemUser() ?? env.USER },
    readFile,
    exists: existsSync,
  });
  return {
    target,
    databases: databasesOf(given.all('databases')),
    allowInsecureAuthentication: given.flag('allow-insecure-authentication'),
    warnings,
  };
}

/** What `collect` needs of it, with progress on a terminal. */
export function collectOptions(
  connection: Connection,
  context: Context,
  onProgress: CollectOptions['onProgress'],
) {
  return {
    databases: connection.databases,
    allowInsecureAuthentication: connection.allowInsecureAuthentication,
    signal: context.signal,
    ...(onProgress ? { onProgress } : {}),
  };
}
