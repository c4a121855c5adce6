import type { Change } from '../engine/model/change.ts';

const on = (kind: 'table' | 'view' | 'sequence' | 'materialized-view', name: string) =>
  ({ kind, database: 'shop', schema: 's', name }) as const;
const routine = { kind: 'function', database: 'shop', schema: 's', name: 'f', signature: 'integer' } as const;
const schema = { kind: 'schema', database: 'shop', name: 's' } as const;
const table = on('table', 't');

/** One of every kind that is rendered as statements of a transaction, on what `changedObjectsSql` makes in a database `shop`. */
export const changesOfEveryKind: readonly Change[] = [
  { do: 'revoke', privileges: ['SELECT'], on: table, from: 'b', grantor: 'a' },
  {
    do: 'revoke',
    privileges: ['SELECT'],
    on: { ...table, kind: 'column', column: 'y' },
    from: 'b',
    grantor: 'postgres',
  },
  { do: 'grant', privileges: ['USAGE'], on: on('sequence', 'q'), to: 'b', grantor: 'postgres' },
  { do: 'grant', privileges: ['USAGE'], on: schema, to: 'b', grantor: 'postgres' },
  { do: 'revoke', privileges: ['EXECUTE'], on: routine, from: null, grantor: 'postgres' },
  { do: 'revoke-membership', role: 'a', member: 'b', grantor: 'postgres' },
  { do: 'alter-role', role: 'b', attributes: { createDatabase: true } },
  {
    do: 'set-password',
    role: 'b',
    verifier:
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  },
  { do: 'set-parameter', parameter: 'work_mem', value: '1MB', at: { role: 'a', database: 'shop' } },
  { do: 'set-parameter', parameter: 'work_mem', value: '1MB', at: { database: 'shop' } },
  {
    do: 'create-policy',
    on: table,
    policy: 'p',
    permissive: true,
    command: 'ALL',
    roles: [null],
    using: 'y = 1',
    withCheck: null,
  },
  { do: 'drop-policy', on: table, policy: 'old' },
  { do: 'row-security', on: table, enable: true, force: true },
  { do: 'set-view-option', on: on('view', 'v'), option: 'security_barrier', value: true },
  { do: 'routine-search-path', on: routine, schemas: ['pg_catalog'] },
  { do: 'routine-security', on: routine, definer: true },
  { do: 'routine-leakproof', on: routine, leakproof: true },
  { do: 'alter-owner', on: table, to: 'a' },
  { do: 'alter-owner', on: on('view', 'v'), to: 'a' },
  { do: 'alter-owner', on: on('materialized-view', 'm'), to: 'a' },
  { do: 'alter-owner', on: on('sequence', 'q'), to: 'a' },
  { do: 'alter-owner', on: routine, to: 'a' },
  { do: 'alter-owner', on: schema, to: 'a' },
  { do: 'alter-owner', on: { kind: 'type', database: 'shop', schema: 's', name: 'e' }, to: 'a' },
  { do: 'alter-owner', on: { kind: 'database', name: 'shop' }, to: 'a' },
  {
    do: 'default-privileges',
    action: 'grant',
    forRole: 'a',
    inSchema: null,
    objects: 'TABLES',
    privileges: ['SELECT'],
    grantee: 'b',
  },
];

export const changedObjectsSql = `CREATE ROLE a; CREATE ROLE b; GRANT a TO b; CREATE SCHEMA s; GRANT USAGE, CREATE ON SCHEMA s TO a;
       CREATE TABLE s.t (x int, y int); CREATE VIEW s.v AS SELECT x FROM s.t; CREATE SEQUENCE s.q;
       CREATE MATERIALIZED VIEW s.m AS SELECT 1 AS x; CREATE TYPE s.e AS ENUM ('x');
       CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE POLICY old ON s.t USING (true);
       GRANT SELECT (y) ON s.t TO b; GRANT SELECT ON s.t TO a WITH GRANT OPTION;
       SET ROLE a; GRANT SELECT ON s.t TO b`;
