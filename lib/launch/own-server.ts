import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { runnableBinaries } from '../embedded/binaries.ts';
import { freePort, portIsFree } from '../embedded/free-port.ts';
import { stopOrphan } from '../embedded/orphan.ts';
import {
  initializeDataDirectory,
  type RunningServer,
  type ServerFiles,
  startServer,
} from '../embedded/server.ts';
import type { ServerAccount } from '../embedded/server-account.ts';
import { keptSecret } from '../service/secrets/kept-secret.ts';
import { LaunchProblem, problemLine } from './launch-problem.ts';

const major = 18;

/** Makes the data directory aside and renames it when it is whole: an interrupted first start leaves nothing half-made. */
function create(files: ServerFiles, password: string): void {
  const unfinished = { ...files, dataDirectory: `${files.dataDirectory}.unfinished` };
  rmSync(unfinished.dataDirectory, { recursive: true, force: true });
  mkdirSync(unfinished.dataDirectory, { mode: 0o700 });
  if (files.account) chownSync(unfinished.dataDirectory, files.account.uid, files.account.gid);
  try {
    initializeDataDirectory(unfinished, { sync: true, password });
  } catch (error) {
    rmSync(unfinished.dataDirectory, { recursive: true, force: true });
    throw new LaunchProblem(
      `Postern's own database in ${files.dataDirectory} cannot be made: ${problemLine(error)}`,
    );
  }
  renameSync(unfinished.dataDirectory, files.dataDirectory);
}

async function choosePort(file: string): Promise<number> {
  const known = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = known > 0 && (await portIsFree(known)) ? known : await freePort();
  writeFileSync(file, `${port}\n`);
  return port;
}

/** The role Postern works as owns its database and nothing else; only this start uses the superuser. */
async function ensureDatabase(port: number, superuser: string, password: string): Promise<void> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: superuser,
    database: 'postgres',
  });
  await client.connect();
  try {
    const secret = client.escapeLiteral(password);
    const role = await client.query("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'postern'");
    if (role.rowCount === 0) await client.query(`CREATE ROLE postern LOGIN PASSWORD ${secret}`);
    const database = await client.query("SELECT 1 FROM pg_catalog.pg_database WHERE datname = 'postern'");
    if (database.rowCount === 0) await client.query('CREATE DATABASE postern OWNER postern');
    await client.query('REVOKE CONNECT, TEMPORARY ON DATABASE postern FROM PUBLIC');
  } finally {
    await client.end();
  }
}

/**
 * PostgreSQL for Postern's own data: on loopback only, by password only, under `home`/database. The password is made on first
 * start and kept in `home`/secrets.
 */
export async function startOwnServer(
  home: string,
  account: ServerAccount | null,
): Promise<{ readonly url: string; readonly server: RunningServer }> {
  const directory = path.join(home, 'database');
  const secrets = path.join(home, 'secrets');
  const superuser = keptSecret(secrets, 'database-superuser.password');
  const password = keptSecret(secrets, 'database.password');
  const files: ServerFiles = {
    binaries: runnableBinaries(major, account, path.join(home, 'binaries')),
    dataDirectory: path.join(directory, 'data'),
    account,
  };
  if (!existsSync(files.dataDirectory)) create(files, superuser);
  const logFile = path.join(directory, 'server.log');
  // Before the port is chosen: what a killed Postern left behind still holds it.
  await stopOrphan(files.dataDirectory);
  const port = await choosePort(path.join(directory, 'port'));
  const server = await startServer(files, {
    logFile,
    settings: {
      port: String(port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '50',
    },
  }).catch((error: unknown) => {
    throw new LaunchProblem(
      `Postern's own database in ${files.dataDirectory} cannot be used: ${problemLine(error)}`,
    );
  });
  chmodSync(logFile, 0o600);
  try {
    await ensureDatabase(port, superuser, password);
  } catch (error) {
    await server.stop();
    throw new LaunchProblem(
      `Postern's own database in ${files.dataDirectory} cannot be used: ${problemLine(error)}`,
    );
  }
  return { url: urlOn(port, password), server };
}

const urlOn = (port: number, password: string) =>
  `postgres://postern:${encodeURIComponent(password)}@127.0.0.1:${port}/postern`;

/** Where the database of a Postern that runs on this home is. */
export function ownServerUrl(home: string): string {
  const port = Number(readFileSync(path.join(home, 'database', 'port'), 'utf8'));
  return urlOn(port, keptSecret(path.join(home, 'secrets'), 'database.password'));
}
