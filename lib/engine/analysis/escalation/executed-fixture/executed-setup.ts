/** For tests: roles that escalate, one way each, and neighbours that must not. */
const evil = (name: string, signature: string, returns: string, role: string, result: string) =>
  `CREATE OR REPLACE FUNCTION ${name}(${signature}) RETURNS ${returns} LANGUAGE plpgsql AS
   $$ BEGIN EXECUTE 'ALTER ROLE ${role} SUPERUSER'; ${result} END $$`;

/** A function that makes `role` a superuser when somebody runs it who may. */
export const evilFunction = (name: string, role: string, signature = '', result = 'int') =>
  evil(name, signature, result, role, result === 'int' ? 'RETURN 1;' : `RETURN 'x';`);
export const evilTrigger = (name: string, role: string) => evil(name, '', 'trigger', role, 'RETURN NEW;');
/** Fires on its own definition already, when there is nothing to gain yet. */
export const evilEventTrigger = (name: string, role: string) =>
  `CREATE OR REPLACE FUNCTION ${name}() RETURNS event_trigger LANGUAGE plpgsql AS
   $$ BEGIN IF current_user = 'postgres' THEN EXECUTE 'ALTER ROLE ${role} SUPERUSER'; END IF; END $$`;

export const escalatingRoles = [
  'reader',
  'writer',
  'programmer',
  'scribe',
  'archivist',
  'text_reader',
  'column_reader',
  'exporter',
  'importer',
  'file_reader',
  'file_writer',
  'polyglot',
  'dialer',
  'archiver',
  'tuner',
  'logger',
  'preloader',
  'blob_reader',
  'unpinned_caller',
  'temp_caller',
  'careful_caller',
  'keeper',
  'helper',
  'stuck',
  'viewer',
  'defaulter',
  'trapper',
  'eventer',
  'squatter',
  'landlord',
  'subscriber',
  'outward',
  'signaller',
  'extender',
  'plain',
] as const;

export const hbaFile = `local all all trust
local replication copier trust
host all all 127.0.0.1/32 trust
`;

/** Statements for the cluster, before its databases. */
export const clusterSetup = (major: number): string[] => [
  ...escalatingRoles.map((role) => `CREATE ROLE ${role} LOGIN`),
  'CREATE ROLE copier LOGIN REPLICATION',
  'CREATE ROLE unlisted LOGIN REPLICATION',
  'GRANT pg_read_all_data TO reader',
  'GRANT pg_write_all_data TO writer',
  'GRANT pg_execute_server_program TO programmer',
  'GRANT pg_write_server_files TO scribe',
  'GRANT pg_read_server_files TO archivist',
  'GRANT pg_signal_backend TO signaller',
  ...(major >= 15
    ? [
        'GRANT pg_checkpoint TO signaller',
        'GRANT ALTER SYSTEM ON PARAMETER archive_command TO archiver, tuner',
        'GRANT ALTER SYSTEM ON PARAMETER log_directory TO logger',
        'GRANT SET ON PARAMETER session_preload_libraries TO preloader',
        'GRANT SET ON PARAMETER lo_compat_privileges TO blob_reader',
      ]
    : []),
  ...(major >= 16 ? ['GRANT pg_create_subscription TO subscriber'] : []),
  ...['shop', 'events', 'squat', 'owned'].map((name) => `CREATE DATABASE ${name}`),
  'ALTER DATABASE owned OWNER TO landlord',
];

/** Statements for the database `shop`. */
export const shopSetup = (major: number): string[] => [
  'GRANT SELECT (rolname, rolpassword) ON pg_authid TO column_reader',
  'GRANT EXECUTE ON FUNCTION lo_export(oid, text) TO exporter',
  'GRANT EXECUTE ON FUNCTION lo_import(text) TO importer',
  'GRANT EXECUTE ON FUNCTION pg_read_binary_file(text) TO file_reader',
  'GRANT EXECUTE ON FUNCTION pg_read_file(text) TO text_reader',
  'GRANT EXECUTE ON FUNCTION pg_reload_conf() TO archiver, logger',
  ...(major <= 16
    ? [
        'CREATE EXTENSION adminpack',
        'GRANT EXECUTE ON FUNCTION pg_file_write(text, text, boolean) TO file_writer',
      ]
    : []),
  "UPDATE pg_language SET lanpltrusted = true WHERE lanname = 'internal'",
  'REVOKE USAGE ON LANGUAGE internal FROM PUBLIC',
  'GRANT USAGE ON LANGUAGE internal TO polyglot',
  'CREATE EXTENSION dblink',
  'REVOKE EXECUTE ON FUNCTION dblink_connect(text), dblink_connect(text, text) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION dblink_connect_u(text) TO dialer',
  'CREATE EXTENSION postgres_fdw',
  'GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO outward',
  'GRANT CREATE ON DATABASE shop TO extender, subscriber',
  'CREATE TABLE public.orders (id int)',
  "SELECT lo_from_bytea(4711, 'secret')",
  'CREATE FUNCTION report() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$ SELECT count(*) FROM orders $$',
  'CREATE FUNCTION report_temp() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$ SELECT count(*) FROM orders $$',
  'CREATE FUNCTION report_safe() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT count(*) FROM public.orders $$',
  'CREATE TABLE public.notes (id int)',
  'ALTER TABLE public.notes OWNER TO keeper',
  'CREATE FUNCTION note() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN INSERT INTO public.notes VALUES (1); END $$',
  // Replacing a function asks for CREATE on its schema too: its owner alone is stuck.
  ...['helper', 'stuck'].flatMap((role) => [
    `CREATE SCHEMA of_${role}`,
    `GRANT USAGE ON SCHEMA of_${role} TO ${role}`,
    `CREATE FUNCTION of_${role}.aid() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$`,
    `ALTER FUNCTION of_${role}.aid() OWNER TO ${role}`,
    `CREATE FUNCTION ask_${role}() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT of_${role}.aid() $$`,
    `REVOKE EXECUTE ON FUNCTION ask_${role}() FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ask_${role}() TO ${role}`,
  ]),
  'GRANT CREATE ON SCHEMA of_helper TO helper',
  'CREATE VIEW public.seen AS SELECT 1 AS id',
  'ALTER VIEW public.seen OWNER TO viewer',
  'CREATE FUNCTION look() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT count(*) FROM public.seen $$',
  ...['report()', 'report_temp()', 'report_safe()', 'note()', 'look()'].map(
    (routine) => `REVOKE EXECUTE ON FUNCTION ${routine} FROM PUBLIC`,
  ),
  'GRANT EXECUTE ON FUNCTION report() TO unpinned_caller',
  'GRANT EXECUTE ON FUNCTION report_temp() TO temp_caller',
  'GRANT EXECUTE ON FUNCTION report_safe() TO careful_caller',
  'GRANT EXECUTE ON FUNCTION note() TO keeper',
  'GRANT EXECUTE ON FUNCTION look() TO viewer',
  'CREATE SCHEMA stamps AUTHORIZATION defaulter',
  'CREATE FUNCTION stamps.stamp() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
  'ALTER FUNCTION stamps.stamp() OWNER TO defaulter',
  'CREATE TABLE public.ledger (id int, at int DEFAULT stamps.stamp())',
  'CREATE TABLE public.journal (id int)',
  'GRANT TRIGGER ON public.journal TO trapper',
];

/** Statements for `events` and `squat`. */
export const eventsSetup = [
  'CREATE SCHEMA watch AUTHORIZATION eventer',
  'CREATE FUNCTION watch.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$',
  'ALTER FUNCTION watch.on_ddl() OWNER TO eventer',
  'CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION watch.on_ddl()',
] as const;
export const squatSetup = ['GRANT CREATE ON SCHEMA public TO squatter'] as const;
