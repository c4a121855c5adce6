import type { TestCluster } from '../../../../testing/cluster.ts';
import type { EscalationTo } from '../power.ts';
import { evilFunction, evilTrigger } from './executed-setup.ts';

/** A statement of the role's session, or one that somebody else runs meanwhile. */
export type Statement = string | { readonly as: string; readonly sql: string };

/** Runs statements one after the other in one session; throws what the server says. */
export type Run = (role: string, database: string, statements: readonly Statement[]) => Promise<void>;

/** One way up: what Postern must have said about `role`, and what the role then does. */
export interface ExecutedCase {
  readonly name: string;
  readonly role: string;
  readonly to: EscalationTo;
  readonly target: string;
  /** A word of what it waits for; null where it waits for nobody. */
  readonly waitsFor: string | null;
  /** The neighbour that Postern says nothing of and the server refuses. */
  readonly neighbour: string;
  readonly majors?: readonly [number, number];
  /** The escalation as the role that is given; throws where the server refuses. */
  readonly act: (as: string, run: Run, cluster: TestCluster) => Promise<void>;
}

const acts =
  (
    database: string,
    statements: (as: string, cluster: TestCluster) => readonly string[],
  ): ExecutedCase['act'] =>
  (as, run, cluster) =>
    run(as, database, statements(as, cluster));

const own = { waitsFor: null, neighbour: 'plain' } as const;
const toSuperuser = { ...own, to: 'superuser', target: 'postgres' } as const;

const trapView = (as: string, call: string) => [
  evilFunction('pg_temp.trap', as),
  'CREATE TEMPORARY VIEW orders AS SELECT 1 AS id WHERE pg_temp.trap() = 1',
  call,
];

const ownLargeObject = "SELECT lo_from_bytea(0, 'x')";
const ofMine = 'WHERE lomowner = current_user::regrole LIMIT 1';

export const executedCases: readonly ExecutedCase[] = [
  {
    ...own,
    name: 'pg_read_all_data reads verifiers',
    role: 'reader',
    to: 'verifiers',
    target: 'pg_authid',
    act: acts('shop', () => ['SELECT rolpassword FROM pg_catalog.pg_authid']),
  },
  {
    ...own,
    name: 'a column grant reads verifiers',
    role: 'column_reader',
    to: 'verifiers',
    target: 'pg_authid',
    act: acts('shop', () => ['SELECT rolpassword FROM pg_catalog.pg_authid']),
  },
  {
    ...own,
    name: 'pg_read_all_data reads every table',
    role: 'reader',
    to: 'all-data',
    target: 'pg_read_all_data',
    act: acts('shop', () => ['SELECT * FROM public.orders']),
  },
  {
    ...own,
    name: 'pg_write_all_data writes to every table',
    role: 'writer',
    to: 'all-data',
    target: 'pg_write_all_data',
    act: acts('shop', () => ['INSERT INTO public.orders VALUES (1)']),
  },
  {
    ...own,
    name: 'pg_execute_server_program runs programs',
    role: 'programmer',
    to: 'operating-system',
    target: 'pg_execute_server_program',
    act: acts('shop', () => ["COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'"]),
  },
  {
    ...own,
    name: 'pg_write_server_files writes files',
    role: 'scribe',
    to: 'operating-system',
    target: 'pg_write_server_files',
    act: acts('shop', (_, { dataDirectory }) => [`COPY (SELECT 1) TO '${dataDirectory}/copied'`]),
  },
  {
    ...own,
    name: 'pg_read_server_files reads files',
    role: 'archivist',
    to: 'operating-system',
    target: 'pg_read_server_files',
    act: acts('shop', (_, { dataDirectory }) => [
      'CREATE TEMPORARY TABLE lines (line text)',
      `COPY lines FROM '${dataDirectory}/PG_VERSION'`,
    ]),
  },
  {
    ...own,
    name: 'a base backup',
    role: 'copier',
    neighbour: 'unlisted',
    to: 'all-data',
    target: 'base backup',
    act: (as, run, { major }) =>
      run(as, 'replication', [
        major >= 15 ? "BASE_BACKUP (LABEL 'x', CHECKPOINT 'fast')" : "BASE_BACKUP LABEL 'x' FAST",
      ]),
  },
  {
    ...own,
    name: 'logical decoding',
    role: 'unlisted',
    to: 'all-data',
    target: 'logical decoding',
    act: acts('shop', () => ["SELECT pg_create_logical_replication_slot('x', 'pgoutput', true)"]),
  },
  {
    ...own,
    name: 'lo_export writes files',
    role: 'exporter',
    to: 'operating-system',
    target: 'lo_export',
    act: acts('shop', (_, { dataDirectory }) => [
      ownLargeObject,
      `SELECT lo_export(oid, '${dataDirectory}/exported') FROM pg_largeobject_metadata ${ofMine}`,
    ]),
  },
  {
    ...own,
    name: 'lo_import reads files',
    role: 'importer',
    to: 'operating-system',
    target: 'lo_import',
    act: acts('shop', (_, { dataDirectory }) => [`SELECT lo_import('${dataDirectory}/pg_hba.conf')`]),
  },
  {
    ...own,
    name: 'pg_read_binary_file reads the verifiers in their file',
    role: 'file_reader',
    to: 'operating-system',
    target: 'pg_read_binary_file',
    act: acts('shop', () => ["SELECT pg_read_binary_file('global/1260')"]),
  },
  {
    ...own,
    name: 'pg_read_file reads text files of the data directory',
    role: 'text_reader',
    to: 'operating-system',
    target: 'pg_read_file',
    act: acts('shop', () => ["SELECT pg_read_file('postgresql.conf')"]),
  },
  {
    ...own,
    name: 'adminpack writes files',
    majors: [14, 16],
    role: 'file_writer',
    to: 'operating-system',
    target: 'pg_file_write',
    act: acts('shop', () => ["SELECT pg_file_write('written', 'x', true)"]),
  },
  {
    ...own,
    name: 'a language marked trusted that is not',
    role: 'polyglot',
    to: 'operating-system',
    target: 'language internal',
    act: acts('shop', (_, { dataDirectory }) => [
      "CREATE FUNCTION pg_temp.export(oid, text) RETURNS int LANGUAGE internal STRICT AS 'be_lo_export'",
      ownLargeObject,
      `SELECT pg_temp.export(oid, '${dataDirectory}/spoken') FROM pg_largeobject_metadata ${ofMine}`,
    ]),
  },
  {
    ...toSuperuser,
    name: 'dblink_connect_u where the machine is trusted',
    role: 'dialer',
    act: acts('shop', (as, { socketDirectory, port }) => [
      `SELECT dblink_connect_u('host=${socketDirectory} port=${port} user=postgres dbname=shop')`,
      `SELECT dblink_exec('ALTER ROLE ${as} SUPERUSER')`,
    ]),
  },
  {
    ...own,
    name: 'archive_command with a reload of its own',
    majors: [15, 18],
    role: 'archiver',
    to: 'operating-system',
    target: 'archive_command',
    act: acts('shop', (_, { dataDirectory }) => [
      `ALTER SYSTEM SET archive_command = 'touch ${dataDirectory}/archived'`,
      'SELECT pg_reload_conf()',
    ]),
  },
  {
    ...own,
    name: 'archive_command without',
    majors: [15, 18],
    role: 'tuner',
    to: 'operating-system',
    target: 'archive_command',
    waitsFor: 'reload',
    act: acts('shop', () => ["ALTER SYSTEM SET archive_command = 'true'"]),
  },
  {
    ...own,
    name: 'log_directory',
    majors: [15, 18],
    role: 'logger',
    to: 'operating-system',
    target: 'log_directory',
    act: acts('shop', () => ["ALTER SYSTEM SET log_directory = '/tmp'", 'SELECT pg_reload_conf()']),
  },
  {
    ...own,
    name: 'session_preload_libraries',
    majors: [15, 18],
    role: 'preloader',
    to: 'operating-system',
    target: 'session_preload_libraries',
    waitsFor: 'a library',
    act: acts('shop', (as) => [`ALTER ROLE ${as} SET session_preload_libraries = '/tmp/none.so'`]),
  },
  {
    ...own,
    name: 'lo_compat_privileges',
    majors: [15, 18],
    role: 'blob_reader',
    to: 'all-data',
    target: 'lo_compat_privileges',
    act: acts('shop', () => ['SET lo_compat_privileges = on', 'SELECT lo_get(4711)']),
  },
  {
    ...toSuperuser,
    name: 'a definer routine that looks names up in its caller’s path',
    role: 'unpinned_caller',
    neighbour: 'careful_caller',
    act: acts('shop', (as) => trapView(as, `SELECT ${as === 'careful_caller' ? 'report_safe' : 'report'}()`)),
  },
  {
    ...toSuperuser,
    name: 'a definer routine that finds temporary relations first',
    role: 'temp_caller',
    neighbour: 'careful_caller',
    act: acts('shop', (as) =>
      trapView(as, `SELECT ${as === 'careful_caller' ? 'report_safe' : 'report_temp'}()`),
    ),
  },
  {
    ...toSuperuser,
    name: 'a definer routine that writes to one’s table',
    role: 'keeper',
    act: acts('shop', (as) => [
      evilTrigger('pg_temp.trap', as),
      'CREATE TRIGGER trap BEFORE INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION pg_temp.trap()',
      'SELECT note()',
    ]),
  },
  {
    ...toSuperuser,
    name: 'a definer routine that calls one’s function',
    role: 'helper',
    neighbour: 'stuck',
    act: acts('shop', (as) => [evilFunction(`of_${as}.aid`, as), `SELECT ask_${as}()`]),
  },
  {
    ...toSuperuser,
    name: 'a definer routine that reads one’s view',
    role: 'viewer',
    act: acts('shop', (as) => [
      evilFunction('pg_temp.trap', as),
      'CREATE OR REPLACE RULE "_RETURN" AS ON SELECT TO public.seen DO INSTEAD SELECT 1 AS id WHERE pg_temp.trap() = 1',
      'SELECT look()',
    ]),
  },
  {
    ...own,
    name: 'a foreign server at any host',
    role: 'outward',
    to: 'connection',
    target: 'foreign-data wrapper postgres_fdw',
    act: acts('shop', () => ["CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far')"]),
  },
];
