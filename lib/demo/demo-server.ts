import { randomBytes } from 'node:crypto';
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
import {
  initializeDataDirectory,
  type RunningServer,
  type ServerFiles,
  startServer,
} from '../embedded/server.ts';
import type { ServerAccount } from '../embedded/server-account.ts';
import { scanRoleScript } from '../engine/connect/scan-role-script.ts';
import { scramVerifier } from '../engine/connect/scram-verifier.ts';
import { literal } from '../engine/remediation/quote.ts';

/** How to reach the demo, as somebody who registers a database would fill in the form. */
export interface Demo {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly database: 'shop';
  readonly scanRole: 'postern_scan';
  readonly password: string;
  /** What carries out approved changes; null in a demo made before there was such a role. */
  readonly execution: { readonly role: 'postern_execute'; readonly password: string } | null;
  /** The policy document it is registered with. */
  readonly policyText: string;
  readonly server: RunningServer;
  stop(): Promise<void>;
}

interface DemoState {
  readonly port: number;
  readonly password: string;
  /** Missing in a demo made before there was an execution role. */
  readonly executionPassword?: string;
}

const major = 18;
const newPassword = () => randomBytes(24).toString('base64url');
const text = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');

/** Runs the SQL files through the socket, before the demo's own pg_hba.conf is in place and without listening anywhere. */
async function fill(
  files: ServerFiles,
  socketDirectory: string,
  logFile: string,
  { password, executionPassword }: DemoState,
): Promise<void> {
  const server = await startServer(files, {
    logFile,
    settings: { listen_addresses: '', unix_socket_directories: socketDirectory, port: '5432' },
  });
  const run = async (database: string, sql: string) => {
    const client = new pg.Client({ host: socketDirectory, port: 5432, user: 'postgres', database });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  try {
    await run('postgres', 'CREATE DATABASE shop');
    await run('postgres', 'CREATE DATABASE legacy');
    await run('shop', text('shop.sql'));
    await run('legacy', text('legacy.sql'));
    const script = scanRoleScript({
      versionNum: major * 10_000,
      substrate: 'self-managed',
      databases: ['shop', 'legacy', 'postgres'],
      roleName: 'postern_scan',
      passwordVerifier: scramVerifier(password),
    });
    for (const part of script.parts) await run(part.database ?? 'postgres', part.sql);
    if (executionPassword !== undefined)
      await run(
        'postgres',
        `ALTER ROLE postern_execute PASSWORD ${literal(scramVerifier(executionPassword))}`,
      );
  } finally {
    await server.stop();
  }
}

/** Makes the data directory aside and renames it when it is whole, so that an interrupted start leaves nothing half-made. */
async function create(
  home: string,
  files: ServerFiles,
  socketDirectory: string,
  logFile: string,
  state: DemoState,
): Promise<void> {
  const unfinished: ServerFiles = { ...files, dataDirectory: path.join(home, 'data.unfinished') };
  rmSync(unfinished.dataDirectory, { recursive: true, force: true });
  initializeDataDirectory(unfinished, { sync: true });
  await fill(unfinished, socketDirectory, logFile, state);
  for (const name of ['pg_hba.conf', 'postgresql.conf'] as const) {
    const target = path.join(unfinished.dataDirectory, name);
    writeFileSync(
      target,
      name === 'pg_hba.conf' ? text(name) : `${readFileSync(target, 'utf8')}\n${text(name)}`,
    );
  }
  renameSync(unfinished.dataDirectory, files.dataDirectory);
}

/**
 * Starts the demo: a second PostgreSQL beside Postern's own, on loopback and a socket only, made from `shop.sql` on the
 * first start and kept after that. `home` is a directory of its own; `account` runs the server when Postern is root.
 */
export async function startDemo(
  home: string,
  account: ServerAccount | null,
  binaryCopies: string,
): Promise<Demo> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (account) {
    chmodSync(home, 0o711);
    chownSync(home, account.uid, account.gid);
  }
  const stateFile = path.join(home, 'demo.json');
  const known: DemoState | null = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : null;
  const port = known && (await portIsFree(known.port)) ? known.port : await freePort();
  const made = existsSync(path.join(home, 'data'));
  const executionPassword = made ? known?.executionPassword : (known?.executionPassword ?? newPassword());
  const state: DemoState = {
    port,
    password: known?.password ?? newPassword(),
    ...(executionPassword === undefined ? {} : { executionPassword }),
  };
  writeFileSync(stateFile, JSON.stringify(state), { mode: 0o600 });
  const files: ServerFiles = {
    binaries: runnableBinaries(major, account, binaryCopies),
    dataDirectory: path.join(home, 'data'),
    account,
  };
  const logFile = path.join(home, 'server.log');
  if (!existsSync(files.dataDirectory)) await create(home, files, home, logFile, state);
  const server = await startServer(files, {
    logFile,
    settings: { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: home },
  });
  return {
    host: '127.0.0.1',
    port,
    database: 'shop',
    scanRole: 'postern_scan',
    password: state.password,
    execution:
      executionPassword === undefined ? null : { role: 'postern_execute', password: executionPassword },
    policyText: text('policy.yaml'),
    server,
    stop: () => server.stop(),
  };
}
