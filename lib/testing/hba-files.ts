import { execFileSync } from 'node:child_process';
import { chownSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { serverAccount } from '../embedded/server-account.ts';
import type { AuthFileReader } from '../engine/analysis/hba/auth-file-tokens.ts';

/** A reader of real files, for the parser. */
export const fileReader: AuthFileReader = {
  read: (file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return { failed: 'missing' };
    }
  },
  list: (directory) => {
    try {
      return readdirSync(directory);
    } catch {
      return { failed: 'missing' };
    }
  },
};

/**
 * A self-made authority that is also the server's certificate, in `directory`, and a client certificate for `u1`
 * signed by it, returned with its key in one PEM text.
 */
export function makeCertificates(directory: string): string {
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  run(
    'req',
    '-x509',
    ...key,
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-keyout',
    'server.key',
    '-out',
    'server.crt',
  );
  run('req', ...key, '-subj', '/CN=u1', '-keyout', 'client.key', '-out', 'client.csr');
  run(
    'x509',
    '-req',
    '-in',
    'client.csr',
    '-CA',
    'server.crt',
    '-CAkey',
    'server.key',
    '-set_serial',
    '7',
    '-days',
    '2',
    '-out',
    'client.crt',
  );
  const account = serverAccount();
  for (const file of ['server.key', 'server.crt'])
    if (account) chownSync(path.join(directory, file), account.uid, account.gid);
  return ['client.crt', 'client.key']
    .map((file) => readFileSync(path.join(directory, file), 'utf8'))
    .join('');
}
