import {
  appendFileSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type EmbeddedMajor, runnableBinaries } from '../embedded/binaries.ts';
import { freePort, portIsFree } from '../embedded/free-port.ts';
import { type RunningServer, type ServerFiles, startServer } from '../embedded/server.ts';
import { serverAccount } from '../embedded/server-account.ts';
import { scramVerifier } from '../engine/connect/scram-verifier.ts';
import { type DataDirectoryTemplate, emptyCluster, freshDataDirectory } from './data-directory-template.ts';
import { runDirectory } from './run-directory.ts';

/** A throw-away PostgreSQL server for one test file: real, empty, superuser `postgres`, trust on socket and loopback. */
export interface TestCluster {
  readonly major: EmbeddedMajor;
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly socketDirectory: string;
  readonly dataDirectory: string;
  readonly logFile: string;
  /** What `postgres` answers with where it is asked. */
  readonly password: string | undefined;
  /** A connected client; the caller ends it, or `stop` does. */
  connect(options?: { user?: string; database?: string; password?: string }): Promise<pg.Client>;
  /** Runs SQL (several statements allowed) as superuser and returns the last statement's rows. */
  sql(text: string, database?: string, user?: string): Promise<Record<string, unknown>[]>;
  /** Replaces `pg_hba.conf` and reloads. The default file trusts everybody on socket and loopback. */
  setHba(text: string): Promise<void>;
  reload(): Promise<void>;
  restart(settings?: Readonly<Record<string, string>>): Promise<void>;
  /** Immediate shutdown (SIGQUIT), as a power cut would be, and the start after it. `meanwhile` runs while it is down. */
  crash(meanwhile?: () => Promise<void>): Promise<void>;
  log(): string;
  /** Ends it and removes its files; with `keep`, in order, and its data directory is moved there. */
  stop(options?: { readonly keep?: string }): Promise<void>;
}

/** Starts in well under a second; its commits are not waited for because nothing of it is kept. */
export async function startCluster(options: {
  readonly major: EmbeddedMajor;
  readonly settings?: Readonly<Record<string, string>>;
  readonly hba?: string;
  /** Given to `postgres` before anything else, for files that trust nobody. */
  readonly password?: string;
  /** What it starts with; an empty cluster when left out. */
  readonly template?: DataDirectoryTemplate;
}): Promise<TestCluster> {
  const account = serverAccount();
  const root = mkdtempSync(path.join(runDirectory(), `pg${options.major}-`));
  if (account) chownSync(root, account.uid, account.gid);
  const files: ServerFiles = {
    binaries: runnableBinaries(options.major, account, path.join(tmpdir(), 'postern-binaries')),
    dataDirectory: path.join(root, 'data'),
    account,
  };
  await freshDataDirectory(options.template ?? emptyCluster(options.major), files);
  const hbaFile = path.join(files.dataDirectory, 'pg_hba.conf');
  if (options.hba !== undefined && options.password === undefined) writeFileSync(hbaFile, options.hba);
  const logFile = path.join(root, 'server.log');
  // Into the file, not on the command line: what is given there could not be changed by ALTER SYSTEM.
  const configure = (settings: Readonly<Record<string, string>>) =>
    appendFileSync(
      path.join(files.dataDirectory, 'postgresql.conf'),
      Object.entries(settings)
        .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
        .join(''),
    );
  configure({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: root,
    max_connections: '60',
    shared_buffers: '32MB',
    ...options.settings,
  });
  const begin = (): Promise<RunningServer> =>
    startServer(files, { logFile, settings: { synchronous_commit: 'off' } });
  let port = await freePort();
  configure({ port: String(port) });
  let server = await begin().catch(async (error: unknown) => {
    // Somebody else has taken the port since it was looked for: other tests connect and start servers all the time.
    if (await portIsFree(port)) throw error;
    port = await freePort();
    configure({ port: String(port) });
    return begin();
  });
  const clients = new Set<pg.Client>();
  const connect: TestCluster['connect'] = async ({
    user = 'postgres',
    database = 'postgres',
    password = user === 'postgres' ? options.password : undefined,
  } = {}) => {
    const client = new pg.Client({ host: root, port, user, database, password, ssl: false });
    // A restart ends idle connections; without a listener that would end the test process too.
    client.on('error', () => {});
    await client.connect();
    clients.add(client);
    return client;
  };
  const sql: TestCluster['sql'] = async (text, database = 'postgres', user = 'postgres') => {
    const client = await connect({ database, user });
    try {
      const answer: pg.QueryResult | pg.QueryResult[] = await client.query(text);
      const last = Array.isArray(answer) ? answer.at(-1) : answer;
      return last?.rows ?? [];
    } finally {
      clients.delete(client);
      await client.end();
    }
  };
  const settled = async () => {
    // Reload is a signal: a new backend's time of loading tells that the postmaster has re-read the files. A file that
    // cannot be read leaves that time as it was.
    const [before] = await sql('SELECT pg_reload_conf(), pg_conf_load_time()::text AS at');
    const deadline = Date.now() + 300;
    for (;;) {
      const [now] = await sql('SELECT pg_conf_load_time()::text AS at');
      if (now?.at !== before?.at || Date.now() > deadline) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const setHba = async (text: string) => {
    writeFileSync(hbaFile, text);
    await settled();
  };
  if (options.password !== undefined) {
    await sql(`ALTER ROLE postgres PASSWORD ${pg.escapeLiteral(scramVerifier(options.password))}`);
    if (options.hba !== undefined) await setHba(options.hba);
  }
  return {
    major: options.major,
    host: '127.0.0.1',
    port,
    socketDirectory: root,
    dataDirectory: files.dataDirectory,
    logFile,
    password: options.password,
    connect,
    sql,
    reload: settled,
    setHba,
    restart: async (settings) => {
      if (settings) configure(settings);
      await server.stop();
      server = await begin();
    },
    crash: async (meanwhile) => {
      server.process.kill('SIGQUIT');
      await server.ended;
      await meanwhile?.();
      server = await begin();
    },
    log: () => readFileSync(logFile, 'utf8'),
    stop: async ({ keep } = {}) => {
      await Promise.all([...clients].map((client) => client.end().catch(() => {})));
      // Where nothing of it is kept no checkpoint is waited for.
      server.process.kill(keep === undefined ? 'SIGQUIT' : 'SIGINT');
      await server.ended;
      if (keep !== undefined) renameSync(files.dataDirectory, keep);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
