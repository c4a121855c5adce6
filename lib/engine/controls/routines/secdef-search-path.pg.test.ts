import { expect, test } from 'vitest';
import { startCluster } from '../../../testing/cluster.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { judgeCluster } from '../../../testing/judge-cluster.ts';
import { secdefSearchPath } from './secdef-search-path.ts';

const definer = (name: string, rest = '') =>
  `CREATE FUNCTION ${name}() RETURNS int LANGUAGE sql SECURITY DEFINER ${rest} AS 'SELECT 1';`;

controlStory(secdefSearchPath, {
  setup: `REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE shop_owner; CREATE ROLE app LOGIN; CREATE SCHEMA app; CREATE SCHEMA "Od""d";
    CREATE SCHEMA open; GRANT CREATE ON SCHEMA open TO app;
    ${definer('app.pinned', 'SET search_path = pg_catalog, app, pg_temp')} CREATE FUNCTION app.invoker() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  // Pinned to one name that is no schema; pinned and empty; pinned to where others create; to the caller's own.
  break: `${definer('app.unpinned')} ${definer('app.quoted', "SET search_path = 'app, pg_temp'")} ${definer('app.empty', "SET search_path = ''")}
    ${definer('app.temp_first', 'SET search_path = pg_temp, "Od""d", app')}
    CREATE TABLE app.t (a int);
    CREATE FUNCTION open.qualified(wanted int) RETURNS SETOF app.t LANGUAGE sql SECURITY DEFINER SET search_path = open, "$user" AS 'SELECT * FROM app.t WHERE a = wanted'`,
  fires: [
    { kind: 'function', schema: 'app', name: 'unpinned' },
    { kind: 'function', schema: 'app', name: 'quoted' },
    { kind: 'function', schema: 'app', name: 'empty' },
    { kind: 'function', schema: 'app', name: 'temp_first' },
    { kind: 'function', schema: 'open', name: 'qualified' },
  ],
  neighbours: [{ name: 'pinned' }, { name: 'invoker' }],
});

// A bare name that only an open schema can explain: pinning would break the routine, closing the schema comes first.
controlStory(secdefSearchPath, {
  majors: [18],
  setup:
    'CREATE ROLE app LOGIN; CREATE SCHEMA open; GRANT CREATE ON SCHEMA open TO app; CREATE TABLE open.t (a int)',
  break:
    "SET search_path = open; CREATE FUNCTION open.bare() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = open, pg_temp AS 'SELECT count(*) FROM t'",
  fires: [{ kind: 'function', schema: 'open', name: 'bare' }],
  mendByHand: 'REVOKE CREATE ON SCHEMA open FROM app',
  unmendByHand: 'GRANT CREATE ON SCHEMA open TO app',
});

// Nobody looks for a routine of their own among PostgreSQL's: that is what makes it a good place for a back door.
controlStory(secdefSearchPath, {
  setup: 'CREATE SCHEMA s; CREATE TABLE s.t (a int)',
  break: `CREATE FUNCTION pg_catalog.back_door() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM s.t';
    CREATE FUNCTION s.bound() RETURNS bigint LANGUAGE sql SECURITY DEFINER BEGIN ATOMIC SELECT count(*) FROM s.t; END`,
  fires: [
    { kind: 'function', schema: 'pg_catalog', name: 'back_door' },
    { kind: 'function', schema: 's', name: 'bound' },
  ],
});

test('names of a body in the standard’s form were looked up when it was created: the finding is a low one', async () => {
  const cluster = await startCluster({ major: 18 });
  try {
    await cluster.sql(`CREATE TABLE t (a int); CREATE FUNCTION bound() RETURNS bigint LANGUAGE sql SECURITY DEFINER BEGIN ATOMIC SELECT count(*) FROM t; END;
      CREATE PROCEDURE unbound() LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN DELETE FROM t; END'`);
    const { findings } = await judgeCluster(cluster, 'secdef-search-path');
    expect(findings.map(({ severity, title }) => ({ severity, title }))).toEqual([
      {
        severity: 'low',
        title: 'Function public.bound() runs as postgres with the search path of whoever calls it',
      },
      {
        severity: 'high',
        title: 'Procedure public.unbound() runs as postgres with the search path of whoever calls it',
      },
    ]);
  } finally {
    await cluster.stop();
  }
});
