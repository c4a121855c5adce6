import { existingCheckCases } from '../../../testing/existing-check-cases.ts';
import type { Policy } from '../../policy/policy.ts';

const owner = 'CREATE ROLE keeper';
const app = 'CREATE ROLE app LOGIN';
const away = (role: string) => `DROP OWNED BY ${role}; DROP ROLE ${role}`;
const intended: Policy = { version: 1, roles: [{ role: 'keeper', kind: 'owner' }] };

existingCheckCases({ major: 18 }, [
  ...(
    [
      ['schema', 'CREATE SCHEMA shop AUTHORIZATION app'],
      ['function', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1; ALTER FUNCTION f() OWNER TO app'],
      ['view', 'CREATE VIEW v AS SELECT 1 AS a; ALTER VIEW v OWNER TO app'],
    ] as const
  ).map(([kind, bad]) => ({
    key: 'object-owner-approved',
    says: `a ${kind} of a role that is no owner`,
    policy: intended,
    setup: `${owner}; ${app}`,
    bad,
    undo: `${away('app')}; DROP ROLE keeper`,
    control: 'object-owner-approved' as const,
    object: { kind: 'role', role: 'app' } as const,
  })),
  {
    key: 'object-owner-is-login',
    says: 'a table of a login role, and nobody said anything',
    setup: `${app}; CREATE TABLE orders (id int)`,
    bad: 'ALTER TABLE orders OWNER TO app',
    undo: away('app'),
    control: 'object-owner-is-login',
    object: { kind: 'role', role: 'app' },
  },
  {
    key: 'mixed-owners-in-schema',
    says: 'two tables of two owners',
    setup: `${owner}; CREATE SCHEMA shop; CREATE TABLE shop.a (id int); CREATE TABLE shop.b (id int)`,
    bad: 'ALTER TABLE shop.b OWNER TO keeper',
    undo: away('keeper'),
    control: 'mixed-owners-in-schema',
    object: { kind: 'schema', name: 'shop' },
  },
  {
    key: 'database-owner',
    says: 'a database of a login role, and nobody said anything',
    setup: app,
    bad: async (cluster, database) => {
      await cluster.sql(`ALTER DATABASE ${database} OWNER TO app`);
    },
    undo: async (cluster, database) => {
      await cluster.sql(`ALTER DATABASE ${database} OWNER TO postgres; DROP ROLE app`);
    },
    control: 'database-owner',
    object: { kind: 'database' },
  },
  {
    key: 'public-schema-create',
    says: 'everybody may create in schema public',
    bad: 'GRANT CREATE ON SCHEMA public TO PUBLIC',
    control: 'public-schema-create',
    object: { kind: 'schema', name: 'public', public: true },
  },
  {
    key: 'public-schema-create',
    says: 'everybody may create in another schema',
    setup: 'CREATE SCHEMA shop',
    bad: 'GRANT CREATE ON SCHEMA shop TO PUBLIC',
    control: 'public-schema-create',
    object: { kind: 'schema', name: 'shop', public: true },
  },
  {
    key: 'public-schema-usage',
    says: 'as installation leaves it, with a table in it',
    bad: 'CREATE TABLE notes (id int)',
    control: 'public-schema-usage',
    object: { kind: 'schema', name: 'public', public: true },
  },
  ...(
    [
      ['view', 'CREATE VIEW v AS SELECT 1 AS a', 'v'],
      ['materialized-view', 'CREATE MATERIALIZED VIEW m AS SELECT 1 AS a', 'm'],
      [
        'foreign-table',
        'CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER far FOREIGN DATA WRAPPER dummy; CREATE FOREIGN TABLE f (id int) SERVER far',
        'f',
      ],
    ] as const
  ).map(([kind, setup, name]) => ({
    key: 'public-table-grants',
    says: `a ${kind} that everybody reads`,
    setup,
    bad: `GRANT SELECT ON ${name} TO PUBLIC`,
    control: 'public-table-grants' as const,
    object: { kind, name, public: true } as const,
  })),
  {
    key: 'public-table-grants',
    says: 'a table that everybody may empty',
    setup: 'CREATE TABLE notes (id int)',
    bad: 'GRANT TRUNCATE ON notes TO PUBLIC',
    control: 'public-table-grants',
    object: { kind: 'table', name: 'notes', public: true },
  },
  ...(['public-database-connect', 'public-database-temp'] as const).map((key) => ({
    key,
    says: 'a database as CREATE DATABASE leaves it',
    setup: `REVOKE ALL ON DATABASE template1 FROM PUBLIC`,
    bad: `CREATE DATABASE ${key === 'public-database-connect' ? 'fresh' : 'fresher'}`,
    control: key,
    object: {
      kind: 'database',
      name: key === 'public-database-connect' ? 'fresh' : 'fresher',
      public: true,
    } as const,
  })),
  {
    key: 'public-function-execute',
    says: 'a function in schema public as CREATE FUNCTION leaves it',
    bad: 'CREATE FUNCTION price() RETURNS int LANGUAGE sql RETURN 1',
    control: 'public-function-execute',
    object: { kind: 'function', name: 'price', public: true },
  },
  {
    key: 'public-secdef-execute',
    says: 'a SECURITY DEFINER function as CREATE FUNCTION leaves it',
    bad: 'CREATE FUNCTION price() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp RETURN 1',
    control: 'public-secdef-execute',
    object: { kind: 'function', name: 'price', public: true },
  },
  ...(['pg_read_binary_file(text)', 'pg_rotate_logfile()'] as const).map((routine) => ({
    key: 'public-dangerous-system-function',
    says: routine,
    setup: app,
    bad: `GRANT EXECUTE ON FUNCTION ${routine} TO app`,
    undo: away('app'),
    control: 'public-dangerous-system-function' as const,
    object: { kind: 'function', name: routine.slice(0, routine.indexOf('(')), role: 'app' } as const,
  })),
  {
    key: 'public-column-grants',
    says: 'a column that everybody reads',
    setup: 'CREATE TABLE people (name text)',
    bad: 'GRANT SELECT (name) ON people TO PUBLIC',
    control: 'public-column-grants',
    object: { kind: 'column', name: 'people', column: 'name', public: true },
  },
  {
    key: 'public-secdef-execute',
    says: 'a SECURITY DEFINER function granted to requests that say nobody',
    setup: `CREATE ROLE anon; CREATE FUNCTION price() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp RETURN 1;
      REVOKE EXECUTE ON FUNCTION price FROM PUBLIC`,
    bad: 'GRANT EXECUTE ON FUNCTION price TO anon',
    undo: away('anon'),
    control: 'public-secdef-execute',
    object: { kind: 'function', name: 'price', role: 'anon' },
  },
  {
    key: 'public-column-grants',
    says: 'a classified column granted to requests that say nobody',
    policy: {
      version: 1,
      classification: ['case_classified'].map((database) => ({
        database,
        schema: 'public',
        table: 'people',
        column: 'ssn',
        class: 'pii',
        readers: [],
      })),
    },
    database: 'case_classified',
    setup:
      'CREATE ROLE anon; CREATE ROLE gate LOGIN NOINHERIT; GRANT anon TO gate; CREATE TABLE people (ssn text)',
    bad: 'GRANT SELECT (ssn) ON people TO anon',
    undo: `${away('anon')}; DROP ROLE gate`,
    control: 'pii-column-broad-access',
    object: { kind: 'column', name: 'people', column: 'ssn', role: 'anon' },
  },
  {
    key: 'default-privileges-to-public',
    says: 'tables for whoever reaches the API',
    setup: 'CREATE ROLE anon; CREATE SCHEMA api',
    bad: 'ALTER DEFAULT PRIVILEGES IN SCHEMA api GRANT ALL ON TABLES TO anon',
    undo: away('anon'),
    control: 'default-privileges-to-public',
    object: { kind: 'default-privileges', schema: 'api', name: 'TABLES', role: 'postgres' },
  },
  {
    key: 'public-type-usage',
    says: 'a domain of a closed schema as CREATE DOMAIN leaves it',
    setup: 'CREATE SCHEMA shop; REVOKE ALL ON SCHEMA shop FROM PUBLIC',
    bad: 'CREATE DOMAIN shop.money AS numeric',
    control: 'public-type-usage',
    object: { kind: 'type', schema: 'shop', name: 'money', public: true },
  },
  {
    key: 'default-privileges-to-public',
    says: 'functions in one schema',
    setup: 'CREATE SCHEMA shop',
    bad: 'ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT EXECUTE ON FUNCTIONS TO PUBLIC',
    control: 'default-privileges-to-public',
    object: { kind: 'default-privileges', schema: 'shop', name: 'FUNCTIONS', public: true },
  },
  {
    key: 'default-privileges-missing',
    says: 'two tables granted at once, and the next is not',
    setup: `${app}; CREATE SCHEMA shop; CREATE TABLE shop.a (id int); CREATE TABLE shop.b (id int)`,
    bad: 'GRANT SELECT ON ALL TABLES IN SCHEMA shop TO app',
    undo: away('app'),
    control: 'default-privileges-missing',
    object: { kind: 'default-privileges', schema: 'shop', role: 'app' },
  },
  {
    key: 'default-execute-not-revoked',
    says: 'as installation leaves it',
    setup: owner,
    bad: 'CREATE SCHEMA shop AUTHORIZATION keeper',
    undo: away('keeper'),
    control: 'default-execute-not-revoked',
    object: { kind: 'default-privileges', role: 'keeper' },
  },
  {
    key: 'default-privileges-creator-mismatch',
    says: 'set by the superuser, while another role creates the tables',
    setup: `${owner}; ${app}; CREATE SCHEMA shop; CREATE TABLE shop.a (id int); ALTER TABLE shop.a OWNER TO keeper`,
    bad: 'ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO app',
    undo: `${away('app')}; ${away('keeper')}`,
    control: 'default-privileges-creator-mismatch',
    object: { kind: 'default-privileges', role: 'postgres' },
  },
  {
    key: 'default-privileges-creator-mismatch',
    says: 'set for a login that creates nothing',
    setup: `${owner}; ${app}; CREATE TABLE a (id int); ALTER TABLE a OWNER TO keeper`,
    bad: 'ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO keeper',
    undo: `${away('app')}; ${away('keeper')}`,
    control: 'default-privileges-creator-mismatch',
    object: { kind: 'default-privileges', role: 'app' },
  },
]);
