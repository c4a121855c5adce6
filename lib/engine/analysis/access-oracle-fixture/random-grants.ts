import { escapeIdentifier } from 'pg';
import type { Choices } from './choices.ts';
import type { RandomStatement } from './random-roles.ts';

const q = escapeIdentifier;

/** Something to GRANT on, in SQL's words. */
interface Target {
  /** `TABLE s.t`, `FUNCTION s.f(int)` … */
  readonly on: string;
  readonly privileges: readonly string[];
  readonly alter?: string;
}

const schemas = ['s1', 's 2'];

function objects(major: number): { readonly create: string; readonly target: Target }[] {
  const relation = [
    'SELECT',
    'INSERT',
    'UPDATE',
    'DELETE',
    'TRUNCATE',
    'REFERENCES',
    'TRIGGER',
    ...(major >= 17 ? ['MAINTAIN'] : []),
  ];
  return schemas.flatMap((schema) => {
    const s = q(schema);
    const rel = (name: string, create: string, alter: string) => ({
      create,
      target: { on: `TABLE ${s}.${q(name)}`, privileges: relation, alter: `${alter} ${s}.${q(name)}` },
    });
    const one = (kind: string, name: string, create: string, privileges: string[]) => ({
      create,
      target: { on: `${kind} ${name}`, privileges, alter: `ALTER ${kind} ${name}` },
    });
    return [
      rel('t1', `CREATE TABLE ${s}.t1 (a int, "b=c" text, d int)`, 'ALTER TABLE'),
      rel('T,2', `CREATE TABLE ${s}."T,2" (a int, b int)`, 'ALTER TABLE'),
      rel('part', `CREATE TABLE ${s}.part (a int, b int) PARTITION BY LIST (a)`, 'ALTER TABLE'),
      rel('part1', `CREATE TABLE ${s}.part1 PARTITION OF ${s}.part FOR VALUES IN (1)`, 'ALTER TABLE'),
      rel('v1', `CREATE VIEW ${s}.v1 AS SELECT 1 AS a, 2 AS b`, 'ALTER VIEW'),
      rel('m1', `CREATE MATERIALIZED VIEW ${s}.m1 AS SELECT 1 AS a, 2 AS b`, 'ALTER MATERIALIZED VIEW'),
      rel('f1', `CREATE FOREIGN TABLE ${s}.f1 (a int, b int) SERVER srv`, 'ALTER FOREIGN TABLE'),
      one('SEQUENCE', `${s}.q1`, `CREATE SEQUENCE ${s}.q1`, ['USAGE', 'SELECT', 'UPDATE']),
      one(
        'FUNCTION',
        `${s}.fn(int, text)`,
        `CREATE FUNCTION ${s}.fn(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
        ['EXECUTE'],
      ),
      one('FUNCTION', `${s}.fn()`, `CREATE FUNCTION ${s}.fn() RETURNS int LANGUAGE sql AS 'SELECT 1'`, [
        'EXECUTE',
      ]),
      one('PROCEDURE', `${s}.pr(int)`, `CREATE PROCEDURE ${s}.pr(int) LANGUAGE sql AS 'SELECT 1'`, [
        'EXECUTE',
      ]),
      one('ROUTINE', `${s}.ag(int)`, `CREATE AGGREGATE ${s}.ag(int) (SFUNC = int4pl, STYPE = int)`, [
        'EXECUTE',
      ]),
      one('TYPE', `${s}.e1`, `CREATE TYPE ${s}.e1 AS ENUM ('x')`, ['USAGE']),
      one('TYPE', `${s}.c1`, `CREATE TYPE ${s}.c1 AS (x int)`, ['USAGE']),
      one(
        'TYPE',
        `${s}.r1`,
        `CREATE TYPE ${s}.r1 AS RANGE (SUBTYPE = date, MULTIRANGE_TYPE_NAME = ${s}.mr1)`,
        ['USAGE'],
      ),
      one('DOMAIN', `${s}.d1`, `CREATE DOMAIN ${s}.d1 AS int[]`, ['USAGE']),
    ];
  });
}

/** System objects and those of the cluster: there from the start, or made by `preparation`. */
function standing(major: number): Target[] {
  return [
    { on: 'DATABASE shop', privileges: ['CREATE', 'CONNECT', 'TEMPORARY'] },
    {
      on: 'DATABASE postgres',
      privileges: ['CREATE', 'CONNECT', 'TEMPORARY'],
      alter: 'ALTER DATABASE postgres',
    },
    { on: 'TABLESPACE space', privileges: ['CREATE'], alter: 'ALTER TABLESPACE space' },
    ...schemas.map((s) => ({
      on: `SCHEMA ${q(s)}`,
      privileges: ['USAGE', 'CREATE'],
      alter: `ALTER SCHEMA ${q(s)}`,
    })),
    { on: 'SCHEMA public', privileges: ['USAGE', 'CREATE'] },
    { on: 'SCHEMA pg_catalog', privileges: ['USAGE', 'CREATE'] },
    { on: 'LANGUAGE plpgsql', privileges: ['USAGE'], alter: 'ALTER LANGUAGE plpgsql' },
    { on: 'LANGUAGE sql', privileges: ['USAGE'] },
    { on: 'FOREIGN DATA WRAPPER wrapper', privileges: ['USAGE'] },
    { on: 'FOREIGN SERVER srv', privileges: ['USAGE'], alter: 'ALTER SERVER srv' },
    ...[4711, 4712].map((oid) => ({
      on: `LARGE OBJECT ${oid}`,
      privileges: ['SELECT', 'UPDATE'],
      alter: `ALTER LARGE OBJECT ${oid}`,
    })),
    { on: 'TYPE pg_catalog.int4', privileges: ['USAGE'] },
    { on: 'TYPE pg_catalog.int4range', privileges: ['USAGE'] },
    { on: 'TYPE pg_catalog.oid', privileges: ['USAGE'] },
    { on: 'FUNCTION pg_catalog.lower(text)', privileges: ['EXECUTE'] },
    { on: 'FUNCTION pg_catalog.pg_read_file(text)', privileges: ['EXECUTE'] },
    { on: 'TABLE pg_catalog.pg_authid', privileges: ['SELECT', 'INSERT', 'UPDATE', 'TRUNCATE', 'TRIGGER'] },
    { on: 'TABLE pg_catalog.pg_class', privileges: ['SELECT', 'INSERT', 'DELETE', 'REFERENCES'] },
    { on: 'TABLE pg_catalog.pg_settings', privileges: ['SELECT', 'UPDATE', 'INSERT'] },
    { on: 'TABLE information_schema.sql_features', privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
    ...(major >= 15
      ? ['log_statement', 'DateStyle', 'my.setting'].map((name) => ({
          on: `PARAMETER ${name}`,
          privileges: ['SET', 'ALTER SYSTEM'],
        }))
      : []),
  ];
}

const columnTargets = schemas.flatMap((schema) =>
  ['t1', 'part', 'part1', 'v1', 'm1', 'f1'].map((name) => ({
    on: `TABLE ${q(schema)}.${name}`,
    columns: ['a'],
  })),
);

function grants(
  choose: Choices,
  roles: readonly string[],
  targets: readonly Target[],
  count: number,
): RandomStatement[] {
  const grantees = [
    ...roles.map(q),
    'PUBLIC',
    'PUBLIC',
    'pg_monitor',
    'pg_database_owner',
    'pg_read_all_data',
  ];
  const statements: RandomStatement[] = [];
  for (let at = 0; at < count; at++) {
    const target = choose.one(targets);
    const as = choose.chance(0.6) ? choose.one(roles) : null;
    const grantee = choose.one(grantees);
    const what = choose.chance(0.2) ? ['ALL'] : choose.some(target.privileges, 0.5);
    const listed = (what.length > 0 ? what : target.privileges).join(', ');
    const sql = choose.chance(0.7)
      ? `GRANT ${listed} ON ${target.on} TO ${grantee}${grantee !== 'PUBLIC' && choose.chance(0.35) ? ' WITH GRANT OPTION' : ''}`
      : `REVOKE ${choose.chance(0.3) ? 'GRANT OPTION FOR ' : ''}${listed} ON ${target.on} FROM ${grantee} CASCADE`;
    statements.push({ database: 'shop', as, sql });
  }
  return statements;
}

function columnGrants(choose: Choices, roles: readonly string[], count: number): RandomStatement[] {
  const more = [
    { on: 'TABLE s1.t1', columns: ['d', '"b=c"'] },
    { on: 'TABLE pg_catalog.pg_class', columns: ['relname', 'oid'] },
    { on: 'TABLE pg_catalog.pg_authid', columns: ['rolname'] },
  ];
  const statements: RandomStatement[] = [];
  for (let at = 0; at < count; at++) {
    const { on, columns } = choose.one([...columnTargets, ...more]);
    const privilege = `${choose.one(['SELECT', 'INSERT', 'UPDATE', 'REFERENCES', 'ALL'])} (${choose.one(columns)})`;
    const grantee = choose.chance(0.2) ? 'PUBLIC' : q(choose.one(roles));
    const option = grantee !== 'PUBLIC' && choose.chance(0.3) ? ' WITH GRANT OPTION' : '';
    const sql = choose.chance(0.85)
      ? `GRANT ${privilege} ON ${on} TO ${grantee}${option}`
      : `REVOKE ${privilege} ON ${on} FROM ${grantee} CASCADE`;
    statements.push({ database: 'shop', as: choose.chance(0.5) ? choose.one(roles) : null, sql });
  }
  return statements;
}

function defaultPrivileges(choose: Choices, major: number, roles: readonly string[]): RandomStatement[] {
  const kinds = ['TABLES', 'SEQUENCES', 'FUNCTIONS', 'TYPES', ...(major >= 18 ? ['LARGE OBJECTS'] : [])];
  return Array.from({ length: 4 }, (): RandomStatement => {
    const role = choose.one(roles);
    const place = choose.chance(0.4) ? ` IN SCHEMA ${q(choose.one(schemas))}` : '';
    const grantee = choose.chance(0.4) ? 'PUBLIC' : q(choose.one(roles));
    const action = choose.chance(0.5)
      ? `GRANT ALL ON ${choose.one(kinds)} TO`
      : `REVOKE ALL ON ${choose.one(kinds)} FROM`;
    return {
      database: 'shop',
      as: null,
      sql: `ALTER DEFAULT PRIVILEGES FOR ROLE ${q(role)}${place} ${action} ${grantee}`,
    };
  });
}

/** Every object kind, made by several roles under random default privileges, granted on by several grantors. */
export function randomObjectStatements(
  choose: Choices,
  major: number,
  roles: readonly string[],
): RandomStatement[] {
  const admin = (sql: string): RandomStatement => ({ database: 'shop', as: null, sql });
  const made = objects(major);
  const targets = [...standing(major), ...made.map((object) => object.target)];
  return [
    admin('SET allow_in_place_tablespaces = on'),
    admin("CREATE TABLESPACE space LOCATION ''"),
    admin('CREATE FOREIGN DATA WRAPPER wrapper'),
    admin('CREATE SERVER srv FOREIGN DATA WRAPPER wrapper'),
    ...schemas.map((schema) => admin(`CREATE SCHEMA ${q(schema)}`)),
    admin(`GRANT ALL ON SCHEMA s1, "s 2" TO ${roles.map(q).join(', ')}`),
    admin(`GRANT USAGE ON FOREIGN SERVER srv TO ${roles.map(q).join(', ')}`),
    ...defaultPrivileges(choose, major, roles),
    admin('SELECT lo_create(4711)'),
    { database: 'shop', as: choose.one(roles), sql: 'SELECT lo_create(4712)' },
    ...made.flatMap(({ create }) => [
      { database: 'shop' as const, as: choose.chance(0.5) ? choose.one(roles) : null, sql: create },
      admin(create),
    ]),
    ...choose
      .some(targets, 0.35)
      .filter((target) => target.alter)
      .map((target) => admin(`${target.alter} OWNER TO ${q(choose.one([...roles, 'pg_database_owner']))}`)),
    admin('REVOKE ALL ON SCHEMA s1 FROM PUBLIC'),
    ...grants(choose, roles, targets, 120),
    ...columnGrants(choose, roles, 40),
  ];
}
