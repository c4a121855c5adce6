import { expect, test } from 'vitest';
import type { EmbeddedMajor } from '../../embedded/binaries.ts';
import { startCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { collect } from './collect.ts';
import type { Inventory } from './inventory.ts';

const majors: readonly EmbeddedMajor[] = [14, 15, 16, 17, 18];

const everything = `
CREATE ROLE app LOGIN VALID UNTIL '2020-01-01 12:00:00+00'; CREATE ROLE team NOLOGIN VALID UNTIL 'infinity'; GRANT team TO app WITH ADMIN OPTION;
COMMENT ON ROLE app IS 'the app';
ALTER ROLE app SET "my.api_token" = 'hunter2'; ALTER ROLE ALL IN DATABASE postgres SET work_mem = '5MB';
CREATE SCHEMA s AUTHORIZATION app; CREATE TYPE s.mood AS ENUM ('a', 'b');
CREATE TABLE s.t (id int PRIMARY KEY, mood s.mood NOT NULL, at timestamptz(3)); GRANT SELECT (id) ON s.t TO team; COMMENT ON COLUMN s.t.id IS 'key';
ALTER TABLE s.t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON s.t FOR UPDATE TO app, PUBLIC USING (id > 0) WITH CHECK (mood = 'a');
CREATE TABLE s.parent (id int) PARTITION BY RANGE (id); CREATE TABLE s.child PARTITION OF s.parent FOR VALUES FROM (0) TO (9);
CREATE FUNCTION s.f(a s.mood, VARIADIC b int[]) RETURNS SETOF text LANGUAGE sql SECURITY DEFINER SET search_path = s AS $$ SELECT 'x' $$;
CREATE PROCEDURE s.p(INOUT x int) LANGUAGE plpgsql AS $$ BEGIN x := 1; END $$;
CREATE FUNCTION s.standard(a int) RETURNS int RETURN a + 1;
CREATE FUNCTION s.trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.trigger();
CREATE FUNCTION s.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE VIEW s.v AS SELECT id, s.standard(id) FROM s.t; CREATE MATERIALIZED VIEW s.m AS SELECT 1 AS one; CREATE SEQUENCE s.q;
ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA s GRANT SELECT ON TABLES TO team;
ALTER DEFAULT PRIVILEGES FOR ROLE app REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE EXTENSION postgres_fdw; CREATE FOREIGN DATA WRAPPER w; CREATE SERVER far FOREIGN DATA WRAPPER w OPTIONS (host 'h', api_key 'hunter2');
CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'u', password 'hunter2'); CREATE USER MAPPING FOR app SERVER far OPTIONS (password 'hunter2');
CREATE PUBLICATION pub FOR TABLE s.t; SELECT lo_create(4711);
CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere password=hunter2' PUBLICATION x WITH (connect = false);
GRANT SELECT ON pg_catalog.pg_authid TO team; CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION s.on_ddl();`;

/** The shape of a value: its keys and types, lists by what their elements have in common. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kinds = new Set(value.map((one) => JSON.stringify(shape(one))));
    return [...kinds].sort();
  }
  if (typeof value !== 'object' || value === null) return 'value';
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one)]));
}

function sectionRows(inventory: Inventory, name: string): readonly unknown[] {
  const all: Record<string, { rows: readonly unknown[] } | { gap: unknown }> = {
    ...inventory.cluster,
    ...inventory.databases.find((one) => one.name === 'postgres')?.sections,
  };
  const section = all[name];
  if (!section || !('rows' in section)) throw new Error(`${name} is a gap`);
  return section.rows;
}

const find = (inventory: Inventory, section: string, fields: object) =>
  sectionRows(inventory, section).find((row) => expect.objectContaining(fields).asymmetricMatch(row));

test('every major gives the same shape, twice the same bytes, and the rows that were made', async () => {
  const rowShapes = new Map<string, string>();
  for (const major of majors) {
    const cluster = await startCluster({ major, settings: { wal_level: 'logical' } });
    try {
      await cluster.sql('CREATE DATABASE other');
      await cluster.sql(everything);
      if (major >= 15) await cluster.sql('GRANT SET ON PARAMETER work_mem TO app');
      const options = { now: '2026-01-01T00:00:00.000Z' };
      const steps: string[] = [];
      const inventory = await collect(clusterTarget(cluster), {
        ...options,
        onProgress: ({ stage, done, total }) => steps.push(`${stage} ${done}/${total}`),
      });
      const bytes = JSON.stringify(inventory);
      expect(JSON.stringify(await collect(clusterTarget(cluster), options))).toBe(bytes);
      expect(bytes).not.toContain('hunter2');
      expect(steps.at(0)).toBe('cluster 1/54');
      expect(steps.at(-1)).toBe('other 54/54');
      expect(inventory.databases.map((one) => one.name)).toEqual(['other', 'postgres']);
      expect(inventory.server).toMatchObject({
        scanRole: 'postgres',
        scanRoleIsSuperuser: true,
        bootstrapRole: 'postgres',
      });
      expect(Math.floor(inventory.server.versionNum / 10_000)).toBe(major);
      expect(inventory.unreadDatabases).toEqual([]);
      expect(inventory.substrate).toBe('self-managed');
      expect(Object.isFrozen(inventory.databases[0]?.sections)).toBe(true);

      // Sections that are empty or a gap on one major have no row shape to compare there.
      for (const [name, section] of [
        ...Object.entries(inventory.cluster),
        ...Object.entries(inventory.databases[1]?.sections ?? {}),
      ]) {
        if ('gap' in section) {
          expect([name, major]).toEqual(['ident-mappings', 14]);
          continue;
        }
        for (const row of section.rows) {
          const keys = Object.keys(row).sort().join();
          expect(`${name} ${keys}`).toBe(`${name} ${rowShapes.get(name) ?? keys}`);
          rowShapes.set(name, keys);
        }
      }
      const top = JSON.stringify([
        Object.keys(inventory),
        Object.keys(inventory.cluster),
        Object.keys(inventory.databases[0]?.sections ?? {}),
      ]);
      expect(top).toBe(rowShapes.get('') ?? top);
      rowShapes.set('', top);
      expect(shape(inventory.server)).toBeDefined();

      expect(
        find(inventory, 'roles', {
          name: 'app',
          expired: true,
          validUntil: '2020-01-01T12:00:00Z',
          comment: 'the app',
        }),
      ).toBeDefined();
      expect(
        find(inventory, 'roles', { name: 'team', expired: false, validUntil: 'infinity' }),
      ).toBeDefined();
      expect(
        find(inventory, 'memberships', {
          role: 'team',
          member: 'app',
          grantor: 'postgres',
          adminOption: true,
          inheritOption: true,
        }),
      ).toBeDefined();
      expect(
        find(inventory, 'role-settings', {
          role: 'app',
          database: null,
          parameter: 'my.api_token',
          value: '[secret]',
        }),
      ).toBeDefined();
      expect(
        find(inventory, 'role-settings', {
          role: null,
          database: 'postgres',
          parameter: 'work_mem',
          value: '5MB',
        }),
      ).toBeDefined();
      expect(
        find(inventory, 'settings', { name: 'work_mem', value: null, source: 'database' }),
      ).toBeDefined();
      expect(
        find(inventory, 'settings', { name: 'lock_timeout', value: '0', source: 'default' }),
      ).toBeDefined();
      expect(
        find(inventory, 'protected-settings', { name: 'ssl_min_protocol_version', value: 'TLSv1.2' }),
      ).toBeDefined();
      expect(
        find(inventory, 'relations', {
          schema: 's',
          name: 't',
          kind: 'table',
          rowSecurity: true,
          forceRowSecurity: false,
        }),
      ).toBeDefined();
      expect(find(inventory, 'relations', { schema: 's', name: 'child', isPartition: true })).toBeDefined();
      expect(
        find(inventory, 'columns', {
          relation: 't',
          name: 'id',
          type: 'integer',
          notNull: true,
          acl: ['team=r/postgres'],
          comment: 'key',
        }),
      ).toBeDefined();
      expect(find(inventory, 'columns', { relation: 't', name: 'mood', type: 's.mood' })).toBeDefined();
      expect(
        find(inventory, 'columns', { relation: 't', name: 'at', type: 'timestamp(3) with time zone' }),
      ).toBeDefined();
      expect(
        find(inventory, 'policies', {
          name: 'p',
          command: 'UPDATE',
          roles: [null],
          using: '(id > 0)',
          withCheck: "(mood = 'a'::s.mood)",
        }),
      ).toBeDefined();
      expect(
        find(inventory, 'routines', {
          name: 'f',
          signature: 's.mood, integer[]',
          kind: 'function',
          returnType: 'SETOF text',
          securityDefiner: true,
          config: ['search_path=s'],
          source: " SELECT 'x' ",
        }),
      ).toBeDefined();
      expect(
        find(inventory, 'routines', { name: 'p', signature: 'integer', kind: 'procedure', returnType: null }),
      ).toBeDefined();
      expect(find(inventory, 'routines', { name: 'standard', source: 'RETURN (a + 1)' })).toBeDefined();
      expect(
        find(inventory, 'routines', {
          schema: 'public',
          name: 'postgres_fdw_handler',
          extension: 'postgres_fdw',
          source: null,
        }),
      ).toBeDefined();
      expect(find(inventory, 'types', { schema: 's', name: 'mood', kind: 'enum', acl: null })).toBeDefined();
      expect(find(inventory, 'types', { schema: 's', name: '_mood' })).toBeUndefined();
      expect(
        find(inventory, 'foreign-servers', { name: 'far', options: ['host=h', 'api_key=[secret]'] }),
      ).toBeDefined();
      expect(sectionRows(inventory, 'user-mappings')).toEqual([
        { server: 'far', role: null },
        { server: 'far', role: 'app' },
      ]);
      expect(
        find(inventory, 'default-acls', { role: 'app', schema: 's', objects: 'TABLES', acl: ['team=r/app'] }),
      ).toBeDefined();
      expect(
        find(inventory, 'default-acls', {
          role: 'app',
          schema: null,
          objects: 'FUNCTIONS',
          acl: ['app=X/app'],
        }),
      ).toBeDefined();
      expect(sectionRows(inventory, 'triggers')).toEqual([
        {
          schema: 's',
          relation: 't',
          name: 'tr',
          enabled: true,
          functionSchema: 's',
          functionName: 'trigger',
        },
      ]);
      expect(
        find(inventory, 'event-triggers', {
          name: 'et',
          event: 'ddl_command_end',
          enabled: true,
          functionOwner: 'postgres',
        }),
      ).toBeDefined();
      expect(sectionRows(inventory, 'large-objects')).toEqual([{ oid: 4711, owner: 'postgres', acl: null }]);
      expect(sectionRows(inventory, 'inheritance')).toEqual([
        { parentSchema: 's', parent: 'parent', childSchema: 's', child: 'child' },
      ]);
      expect(sectionRows(inventory, 'view-dependencies')).toEqual([
        { schema: 's', view: 'v', kind: 'relation', dependsOnSchema: 's', dependsOn: 't' },
        { schema: 's', view: 'v', kind: 'routine', dependsOnSchema: 's', dependsOn: 'standard' },
      ]);
      expect(sectionRows(inventory, 'publications')).toEqual([
        {
          name: 'pub',
          owner: 'postgres',
          allTables: false,
          tables: [{ schema: 's', table: 't', rowFilter: false }],
        },
      ]);
      expect(
        find(inventory, 'subscriptions', {
          database: 'postgres',
          name: 'sub',
          enabled: false,
          passwordRequired: major >= 16 ? true : null,
        }),
      ).toBeDefined();
      expect(
        find(inventory, 'catalog-acls', {
          name: 'pg_authid',
          acl: ['postgres=arwdDxt/postgres', 'team=r/postgres'],
        }) ?? major >= 17,
      ).toBeTruthy();
      expect(
        find(inventory, 'password-kinds', { role: 'app', kind: 'none', iterations: null }),
      ).toBeDefined();
      expect(sectionRows(inventory, 'parameter-acls').length).toBe(major >= 15 ? 1 : 0);
      expect(sectionRows(inventory, 'archiver')).toEqual([
        { everArchived: false, everFailed: false, failing: false },
      ]);
      expect(sectionRows(inventory, 'hba-rules').length).toBeGreaterThan(2);
    } finally {
      await cluster.stop();
    }
  }
});
