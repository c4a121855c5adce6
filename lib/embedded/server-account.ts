import { readFileSync } from 'node:fs';

/** An operating system account, by number. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account PostgreSQL runs as when Postern itself is root, because PostgreSQL refuses root. `initdb` looks its
 * account up by number, so it has to be one that exists: `postern` or `postgres` where there is one, else `nobody`.
 * `null` when Postern is not root: the server then simply runs as the same user.
 */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postern', 'postgres', 'nobody']) {
    const found = accounts.find((fields) => fields[0] === name);
    if (found) return { name, uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no account postern, postgres or nobody to run it as',
  );
}
