import { existingCheckCases } from '../../../testing/existing-check-cases.ts';
import type { Policy } from '../../policy/policy.ts';

const plpgsql = (name: string, args: string, body: string) =>
  `CREATE FUNCTION ${name}(${args}) RETURNS void LANGUAGE plpgsql AS $$ ${body} $$`;

existingCheckCases(
  {
    major: 17,
    setup: async (cluster) => {
      await cluster.sql('CREATE ROLE app LOGIN; CREATE ROLE anon; CREATE ROLE past BYPASSRLS');
    },
  },
  [
    ...['todo', 'tmp_all', 'debug'].map((name) => ({
      key: 'rls-policy-placeholder-name',
      says: `a policy called ${name}`,
      setup: 'CREATE TABLE t (id int, own int); ALTER TABLE t ENABLE ROW LEVEL SECURITY',
      bad: `CREATE POLICY ${name} ON t USING (own = 1)`,
      control: 'rls-policy-placeholder-name' as const,
      object: { kind: 'policy', name } as const,
    })),
    {
      key: 'rls-trigger-bypass',
      says: 'a trigger function of a role with BYPASSRLS',
      setup: `CREATE TABLE t (id int, tenant int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;
        CREATE POLICY own ON t USING (tenant = current_setting('app.tenant')::int); GRANT SELECT, INSERT ON t TO app, past;
        CREATE FUNCTION count_all() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
          $$ BEGIN SELECT count(*) INTO NEW.id FROM public.t; RETURN NEW; END $$; ALTER FUNCTION count_all OWNER TO past`,
      bad: 'CREATE TRIGGER counted BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION count_all()',
      control: 'rls-trigger-bypass',
      object: { kind: 'function', name: 'count_all' },
    },
    {
      key: 'rls-foreign-table',
      says: 'a foreign table that the application reads',
      policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', roles: ['app'] } },
      setup:
        'CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER far FOREIGN DATA WRAPPER dummy; CREATE FOREIGN TABLE rows (id int) SERVER far',
      bad: 'GRANT SELECT ON rows TO app',
      control: 'rls-foreign-table',
      object: { kind: 'foreign-table', name: 'rows' },
    },
    {
      key: 'rls-foreign-table',
      says: 'a foreign table that whoever reaches the API reads, and nobody said anything',
      setup:
        'CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER far FOREIGN DATA WRAPPER dummy; CREATE FOREIGN TABLE rows (id int) SERVER far; CREATE FOREIGN TABLE kept (id int) SERVER far; GRANT SELECT ON kept TO app',
      bad: 'GRANT SELECT ON rows TO anon',
      control: 'rls-foreign-table',
      object: { kind: 'foreign-table', name: 'rows' },
    },
    ...(['api-queue-exposed', 'rls-not-enabled'] as const).map((key) => ({
      key,
      says: 'a table that whoever reaches the API reads, and nobody said anything',
      setup: 'CREATE SCHEMA pgmq; CREATE TABLE pgmq.q_jobs (msg_id bigint, message jsonb)',
      bad: 'GRANT SELECT ON pgmq.q_jobs TO anon',
      control: 'rls-enabled-where-required' as const,
      object: { kind: 'table', schema: 'pgmq', name: 'q_jobs' } as const,
    })),
    {
      key: 'rls-exposed-user-table',
      says: 'a view over auth.users',
      setup: `CREATE SCHEMA auth; CREATE TABLE auth.users (id int PRIMARY KEY, email text UNIQUE); ALTER TABLE auth.users ENABLE ROW LEVEL SECURITY;
        CREATE VIEW people AS SELECT id, email FROM auth.users`,
      bad: 'GRANT SELECT ON people TO anon',
      control: 'rls-view-definer',
      object: { kind: 'view', name: 'people' },
    },
    {
      key: 'rls-exposed-user-table',
      says: 'a foreign key to auth.users',
      setup: `CREATE SCHEMA auth; CREATE TABLE auth.users (id int PRIMARY KEY, email text UNIQUE); ALTER TABLE auth.users ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON auth.users USING (email = current_setting('app.email')); GRANT USAGE ON SCHEMA auth TO app; GRANT SELECT ON auth.users TO app;
        CREATE TABLE notes (email text); GRANT SELECT, INSERT ON notes TO app`,
      bad: 'ALTER TABLE notes ADD FOREIGN KEY (email) REFERENCES auth.users (email)',
      control: 'rls-foreign-key-probe',
      object: { name: 'users' },
    },
    {
      key: 'api-queue-exposed',
      says: 'a queue that several tenants share',
      policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', roles: ['app'] } },
      setup: 'CREATE SCHEMA pgmq',
      bad: 'CREATE TABLE pgmq.q_jobs (msg_id bigint, tenant_id int, message jsonb); GRANT SELECT ON pgmq.q_jobs TO anon',
      control: 'rls-enabled-where-required',
      object: { kind: 'table', schema: 'pgmq', name: 'q_jobs' },
    },
    {
      key: 'api-queue-exposed',
      says: 'a queue that a role reads beyond what it may',
      policy: { version: 1, roles: [{ role: 'anon', kind: 'application', may: [] }] },
      setup: 'CREATE SCHEMA pgmq; CREATE TABLE pgmq.q_jobs (msg_id bigint, message jsonb)',
      bad: 'GRANT USAGE ON SCHEMA pgmq TO anon; GRANT SELECT ON pgmq.q_jobs TO anon',
      undo: 'REVOKE ALL ON pgmq.q_jobs FROM anon; REVOKE ALL ON SCHEMA pgmq FROM anon',
      control: 'privilege-baseline-diff',
      object: { name: 'q_jobs', role: 'anon' },
    },
    {
      key: 'migration-disable-rls',
      says: 'row security switched off',
      setup:
        'CREATE TABLE t (own int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t USING (own = 1)',
      bad: 'ALTER TABLE t DISABLE ROW LEVEL SECURITY',
      control: 'rls-policies-but-disabled',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'migration-disable-rls',
      says: 'a policy made wider',
      setup:
        'CREATE TABLE t (own int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t USING (own = 1); GRANT SELECT ON t TO app',
      bad: 'ALTER POLICY own ON t USING (true)',
      control: 'rls-policy-always-true',
      object: { kind: 'policy', name: 'own' },
    },
    {
      key: 'migration-disable-rls',
      says: 'a grant to PUBLIC',
      setup: 'CREATE TABLE t (own int)',
      bad: 'GRANT SELECT ON t TO PUBLIC',
      control: 'public-table-grants',
      object: { kind: 'table', name: 't', public: true },
    },
    {
      key: 'secdef-inventory',
      says: 'a SECURITY DEFINER function as CREATE FUNCTION leaves it',
      bad: "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
      control: 'public-secdef-execute',
      object: { kind: 'function', name: 'f' },
    },
    ...['public, pg_temp', 'pg_catalog', "''", 'pg_temp, pg_catalog'].map((path) => ({
      key: 'secdef-search-path',
      says: `search_path = ${path}`,
      setup: 'GRANT CREATE ON SCHEMA public TO PUBLIC',
      bad: `CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = ${path} AS 'SELECT 1'`,
      control: 'secdef-search-path' as const,
      object: { kind: 'function', name: 'f' } as const,
    })),
    {
      key: 'secdef-owner-superuser',
      says: 'owned by a role with BYPASSRLS',
      bad: `CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1'; ALTER FUNCTION f OWNER TO past`,
      control: 'secdef-owner-superuser',
      object: { kind: 'function', name: 'f' },
    },
    {
      key: 'function-search-path',
      says: 'a function that a policy calls',
      setup: `CREATE TABLE members (own int); CREATE TABLE t (own int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t, members TO app;
        CREATE FUNCTION mine(int) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN EXISTS (SELECT FROM members WHERE own = $1); END $$`,
      bad: 'CREATE POLICY own ON t USING (mine(own))',
      control: 'function-search-path',
      object: { kind: 'function', name: 'mine' },
    },
    {
      key: 'function-unqualified-call',
      says: 'a bare relation and a bare operator in a definer’s body',
      setup: 'CREATE TABLE t (a int)',
      bad: "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM t WHERE a = 1'",
      control: 'secdef-search-path',
      object: { kind: 'function', name: 'f' },
    },
    {
      key: 'function-unqualified-call',
      says: 'a bare call in a trigger function',
      setup: `CREATE TABLE t (a text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.a := lower(NEW.a); RETURN NEW; END $$`,
      bad: 'CREATE TRIGGER lowered BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()',
      control: 'function-search-path',
      object: { kind: 'function', name: 'f' },
    },
    ...(
      [
        ['concat()', "EXECUTE concat('DELETE FROM ', t);"],
        ['a variable', "DECLARE q text; BEGIN q := 'DELETE FROM ' || t; EXECUTE q; END;"],
        [
          'FOR … IN EXECUTE',
          "DECLARE r record; BEGIN FOR r IN EXECUTE 'SELECT * FROM ' || t LOOP END LOOP; END;",
        ],
        ['OPEN … FOR EXECUTE', "DECLARE c refcursor; BEGIN OPEN c FOR EXECUTE 'SELECT * FROM ' || t; END;"],
        ['format of a concatenation', "EXECUTE format('DELETE FROM ' || t);"],
        ['replace()', "EXECUTE replace('DELETE FROM :t', ':t', t);"],
        ['the argument itself', 'EXECUTE t;'],
      ] as const
    ).map(([what, body]) => ({
      key: 'function-dynamic-sql',
      says: `EXECUTE with ${what}`,
      bad: plpgsql('f', 't text', `BEGIN ${body} END`),
      control: 'function-dynamic-sql' as const,
      object: { kind: 'function', name: 'f' } as const,
    })),
    {
      key: 'rls-leakproof-function',
      says: 'a LEAKPROOF function',
      bad: "CREATE FUNCTION f(int) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'",
      control: 'rls-leakproof-function',
      object: { kind: 'function', name: 'f' },
    },
    {
      key: 'extension-dangerous',
      says: 'file_fdw, and somebody may define servers with it',
      setup: 'CREATE EXTENSION file_fdw',
      bad: 'GRANT USAGE ON FOREIGN DATA WRAPPER file_fdw TO app',
      undo: 'DROP EXTENSION file_fdw',
      control: 'extension-dangerous',
      object: { kind: 'foreign-data-wrapper', name: 'file_fdw', role: 'app' },
    },
    ...['dblink', 'postgres_fdw', 'file_fdw'].map((extension) => ({
      key: 'extension-dangerous',
      says: `${extension}, which the policy does not approve`,
      policy: { version: 1, software: { extensions: ['pgcrypto'] } } satisfies Policy,
      bad: `CREATE EXTENSION ${extension}`,
      control: 'extension-inventory' as const,
      object: { kind: 'extension', name: extension } as const,
    })),
    {
      key: 'extension-in-public',
      says: 'an extension that nobody put anywhere else',
      bad: 'CREATE EXTENSION dblink',
      control: 'extension-in-public',
      object: { kind: 'extension', name: 'dblink' },
    },
    {
      key: 'publication-all-tables',
      says: 'all tables, a protected one among them',
      setup: 'CREATE TABLE t (id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY',
      bad: 'CREATE PUBLICATION everything FOR ALL TABLES',
      control: 'publication-all-tables',
      object: { kind: 'publication', name: 'everything' },
    },
    {
      key: 'user-mapping-passwords',
      says: 'the password of one role',
      setup: 'CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw',
      bad: "CREATE USER MAPPING FOR app SERVER far OPTIONS (user 'app', password 'canary')",
      control: 'user-mapping-passwords',
      object: { kind: 'user-mapping', name: 'far', role: 'app' },
    },
    ...(
      [
        ['a password', 'host=far user=copier sslmode=verify-full password=canary'],
        ['a password in a URI', 'postgresql://copier:canary@far/shop?sslmode=verify-full'],
        ['sslmode=disable', 'host=far user=copier sslmode=disable'],
        ['no sslmode', 'host=far user=copier'],
      ] as const
    ).map(([what, connection], at) => ({
      key: 'subscription-conninfo-password',
      says: `a connection string with ${what}`,
      bad: `CREATE SUBSCRIPTION copy_${at} CONNECTION '${connection}' PUBLICATION p WITH (connect = false)`,
      undo: `ALTER SUBSCRIPTION copy_${at} SET (slot_name = NONE); DROP SUBSCRIPTION copy_${at}`,
      control: 'subscription-conninfo-password' as const,
      object: { kind: 'subscription', name: `copy_${at}` } as const,
    })),
  ],
);
