import { chmodSync, chownSync, lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StartThrowAway, ThrowAway } from '../engine/remediation/rehearse/throw-away.ts';
import { type EmbeddedMajor, embeddedMajors, runnableBinaries } from './binaries.ts';
import { freePort } from './free-port.ts';
import { commandLineOf, stopOrphan } from './orphan.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { initializeDataDirectory, type RunningServer, type ServerFiles, startServer } from './server.ts';
import { type ServerAccount, serverAccount } from './server-account.ts';

const isEmbedded = (major: number): major is EmbeddedMajor => embeddedMajors.some((one) => one === major);

/** What the server listens on and where its files are: given on its command line, which nothing in it can override. */
const keptSettings = (root: string, port: number, listen?: 'loopback') => ({
  listen_addresses: listen === 'loopback' ? '127.0.0.1,::1' : '',
  unix_socket_directories: root,
  unix_socket_permissions: '0700',
  port: String(port),
  shared_buffers: '16MB',
  huge_pages: 'off',
  fsync: 'off',
  logging_collector: 'off',
  log_destination: 'stderr',
  cluster_name: '',
});

const moved = ['data_directory', 'config_file', 'hba_file', 'ident_file', 'external_pid_file'];

const quoted = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

const configuration = (settings: ReadonlyMap<string, string>) =>
  [...settings].map(([name, value]) => `${name} = ${quoted(value)}\n`).join('');

function serverOver(
  root: string,
  files: ServerFiles,
  account: ServerAccount | null,
  begun: RunningServer,
  port: number,
  begin: (listen?: 'loopback') => Promise<RunningServer>,
): ThrowAway {
  let server: RunningServer | null = begun;
  let listening: 'loopback' | undefined;
  const write = (name: string, text: string) => {
    const file = path.join(files.dataDirectory, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (account) chownSync(file, account.uid, account.gid);
  };
  const { certificate, key } = selfSignedCertificate('postern-throw-away', new Date());
  write('server.crt', certificate);
  write('server.key', key);
  write('root.crt', certificate);
  return {
    target: {
      host: root,
      port,
      database: 'postgres',
      user: 'postgres',
      password: null,
      tls: { mode: 'disable', rootCertificate: null, certificate: null, key: null },
    },
    kept: new Set([...Object.keys(keptSettings(root, port)), ...moved]),
    configure: (settings) => {
      write('postgresql.conf', configuration(settings));
      write('postgresql.auto.conf', '');
    },
    writeHba: (text) => write('pg_hba.conf', text),
    restart: async (listen) => {
      listening ??= listen;
      await server?.stop();
      server = null;
      try {
        server = await begin(listening);
        return null;
      } catch (error) {
        return error instanceof Error
          ? error.message.replaceAll(`${files.dataDirectory}/`, '')
          : 'it did not start';
      }
    },
    stop: async () => {
      await server?.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const prefix = 'postern-rehearsal-';

/** Longer than any rehearsal takes. */
const abandonedAfterMs = 15 * 60_000;

/**
 * Servers of a Postern that was killed (the directory's name says whose process it was), or of a thread of one that goes
 * on. Only our own account's.
 */
async function removeAbandoned(account: ServerAccount | null): Promise<void> {
  const uid = account?.uid ?? process.getuid?.();
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    const directory = path.join(tmpdir(), name);
    const owner = Number(name.slice(prefix.length).split('-', 1)[0]);
    const stats = lstatSync(directory, { throwIfNoEntry: false });
    if (!stats?.isDirectory() || stats.uid !== uid) continue;
    if (commandLineOf(owner) !== null && Date.now() - stats.mtimeMs < abandonedAfterMs) continue;
    await stopOrphan(path.join(directory, 'data'));
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Starts a throw-away server of that major from the embedded binaries: no TCP until it is asked for, a socket in a directory that only the
 * server's account (and root) may enter, everything gone after `stop`. Says why where there are no binaries.
 */
export const startThrowAway: StartThrowAway = async (major) => {
  if (!isEmbedded(major)) return { unavailable: `there are no binaries of PostgreSQL ${major}` };
  const account = serverAccount();
  await removeAbandoned(account);
  const root = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    chmodSync(root, 0o700);
    if (account) chownSync(root, account.uid, account.gid);
    const files: ServerFiles = {
      binaries: runnableBinaries(major, account, path.join(root, 'binaries')),
      dataDirectory: path.join(root, 'data'),
      account,
    };
    initializeDataDirectory(files, { sync: false });
    const port = await freePort();
    const begin = (listen?: 'loopback') =>
      startServer(files, {
        settings: keptSettings(root, port, listen),
        logFile: path.join(root, 'server.log'),
        timeoutMs: 20_000,
      });
    return serverOver(root, files, account, await begin(), port, begin);
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    return { unavailable: error instanceof Error ? error.message : 'the server could not be started' };
  }
};
