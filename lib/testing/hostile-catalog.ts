import { escapeLiteral, escapeIdentifier as quoted } from 'pg';
import type { Change } from '../engine/model/change.ts';
import type { ObjectRef } from '../engine/model/object-ref.ts';

/** PostgreSQL reserves some names for roles and schemas, quoted or not. */
const reserved = (name: string) => name === 'public' || name === 'none' || name.startsWith('pg_');

export const roleOf = (name: string): string => (reserved(name) ? `role ${name}` : name);
const schemaOf = (name: string): string => (name.startsWith('pg_') ? `schema ${name}` : name);

/** The same characters the other way round: another name of the same length, as hostile. */
const reversed = (name: string) => [...name].reverse().join('');

/** Roles, schemas, tables, columns, policies, views and routines under every name, and grants among them. */
export function hostileCatalogSql(names: readonly string[]): { cluster: string; database: string } {
  const roles = names.map((name) => {
    const role = quoted(roleOf(name));
    return `CREATE ROLE ${role}; GRANT "group" TO ${role}; ALTER ROLE ${role} SET "postern.note" = ${escapeLiteral(`${reversed(name)} before`)}`;
  });
  const objects = names.map((name) => {
    const [role, schema, object] = [quoted(roleOf(name)), quoted(schemaOf(name)), quoted(name)];
    const table = `${schema}.${object}`;
    return [
      `CREATE SCHEMA IF NOT EXISTS ${schema}`,
      `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,
      `CREATE TABLE ${table} (${object} text)`,
      `CREATE POLICY ${object} ON ${table} TO ${role} USING (${object} <> ${escapeLiteral(name)})`,
      `GRANT SELECT ON ${table} TO ${role} WITH GRANT OPTION`,
      `SET ROLE ${role}`,
      `GRANT SELECT ON ${table} TO "reader"`,
      'RESET ROLE',
      `GRANT UPDATE (${object}) ON ${table} TO ${role}`,
      `CREATE VIEW ${schema}."a view" AS SELECT * FROM ${table}`,
      `CREATE FUNCTION ${schema}.${object}(${object} text) RETURNS text SECURITY DEFINER LANGUAGE sql AS 'SELECT $1'`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${role} IN SCHEMA ${schema} GRANT SELECT ON TABLES TO "reader"`,
    ].join(';');
  });
  return {
    cluster: ['CREATE ROLE "group"; CREATE ROLE "reader"', ...roles].join(';'),
    database: objects.join(';'),
  };
}

/** Every kind of change to what `hostileCatalogSql` made under one name, in the database given. */
export function hostileChanges(name: string, database: string): readonly Change[] {
  const role = roleOf(name);
  const within = { database, schema: schemaOf(name) };
  const table: ObjectRef = { kind: 'table', ...within, name };
  const routine: ObjectRef = { kind: 'function', ...within, name, signature: 'text' };
  const view: ObjectRef = { kind: 'view', ...within, name: 'a view' };
  const policy = reversed(name);
  return [
    { do: 'revoke', privileges: ['SELECT'], on: table, from: 'reader', grantor: role },
    {
      do: 'revoke',
      privileges: ['UPDATE'],
      on: { ...table, kind: 'column', column: name },
      from: role,
      grantor: 'postgres',
    },
    { do: 'revoke-membership', role: 'group', member: role, grantor: 'postgres' },
    { do: 'alter-role', role, attributes: { connectionLimit: 3 } },
    { do: 'set-parameter', parameter: 'postern.note', value: name, at: { role } },
    { do: 'row-security', on: table, enable: true },
    // A name that reads the same backwards is replaced by one of that name.
    ...(policy === name ? [] : [{ do: 'drop-policy', on: table, policy: name } as const]),
    {
      do: 'create-policy',
      on: table,
      policy,
      permissive: true,
      command: 'ALL',
      roles: [role],
      using: `(${quoted(name)} = ${escapeLiteral(policy)})`,
      withCheck: null,
    },
    { do: 'set-view-option', on: view, option: 'security_barrier', value: true },
    { do: 'alter-owner', on: view, to: role },
    { do: 'routine-search-path', on: routine, schemas: ['pg_catalog', schemaOf(name), 'pg_temp'] },
    { do: 'routine-security', on: routine, definer: false },
    {
      do: 'default-privileges',
      action: 'revoke',
      forRole: role,
      inSchema: schemaOf(name),
      objects: 'TABLES',
      privileges: ['SELECT'],
      grantee: 'reader',
    },
  ];
}
