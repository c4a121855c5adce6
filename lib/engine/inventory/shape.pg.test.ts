import { expect, test } from 'vitest';
import type { EmbeddedMajor } from '../../embedded/binaries.ts';
import { startCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { collect } from './collect.ts';
import type { Inventory } from './inventory.ts';
import { everyKindOfObject, expectedRows } from './test-objects.ts';

const majors: readonly EmbeddedMajor[] = [14, 15, 16, 17, 18];

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

const key = (relation: string, name: string, columns: (string | null)[], marks: object) => ({
  ...{ schema: 's', relation, name, columns, primary: false, exclusion: false, partial: false },
  ...marks,
});

test('every major gives the same shape, twice the same bytes, and the rows that were made', async () => {
  const rowShapes = new Map<string, string>();
  for (const major of majors) {
    const cluster = await startCluster({ major, settings: { wal_level: 'logical' } });
    try {
      await cluster.sql('CREATE DATABASE other');
      await cluster.sql(everyKindOfObject);
      if (major >= 15) await cluster.sql('GRANT SET ON PARAMETER work_mem TO app');
      const options = { now: '2026-01-01T00:00:00.000Z' };
      const steps: string[] = [];
      const inventory = await collect(clusterTarget(cluster), {
        ...options,
        onProgress: ({ stage, done, total }) => steps.push(`${stage} ${done}/${total}`),
      });
      // The first scan gave this test's own connections the time to leave `sessions`.
      const bytes = JSON.stringify(await collect(clusterTarget(cluster), options));
      expect(JSON.stringify(await collect(clusterTarget(cluster), options))).toBe(bytes);
      expect(bytes).not.toContain('hunter2');
      expect(steps.at(0)).toBe('cluster 1/68');
      expect(steps.at(-1)).toBe('other 68/68');
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

      for (const [section, fields] of expectedRows(major))
        expect(find(inventory, section, fields), JSON.stringify(fields)).toBeDefined();
      // Array and row types follow their element and relation.
      expect(find(inventory, 'types', { schema: 's', name: '_mood' })).toBeUndefined();
      expect(sectionRows(inventory, 'user-mappings')).toEqual([
        { server: 'far', role: null, holdsPassword: true },
        { server: 'far', role: 'app', holdsPassword: true },
      ]);
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
      expect(sectionRows(inventory, 'large-objects')).toEqual([{ oid: 4711, owner: 'postgres', acl: null }]);
      expect(sectionRows(inventory, 'inheritance')).toEqual([
        { parentSchema: 's', parent: 'parent', childSchema: 's', child: 'child' },
      ]);
      expect(sectionRows(inventory, 'view-dependencies')).toEqual([
        {
          schema: 's',
          view: 'v',
          kind: 'relation',
          dependsOnSchema: 's',
          dependsOn: 't',
          columns: ['id'],
          signature: null,
        },
        {
          schema: 's',
          view: 'v',
          kind: 'routine',
          dependsOnSchema: 's',
          dependsOn: 'standard',
          columns: [],
          signature: 'integer',
        },
      ]);
      expect(sectionRows(inventory, 'foreign-keys')).toEqual([
        {
          schema: 's',
          relation: 'line',
          name: 'line_fkey',
          columns: ['second', 'first'],
          referencedSchema: 's',
          referenced: 'pair',
          referencedColumns: ['b', 'a'],
          onDelete: 'cascade',
          onUpdate: 'no-action',
        },
      ]);
      expect(sectionRows(inventory, 'unique-keys')).toEqual([
        key('pair', 'pair_lower', [null, 'b'], { partial: true }),
        key('pair', 'pair_pkey', ['b', 'a'], { primary: true }),
        key('pair', 'pair_span', ['span'], { exclusion: true }),
        key('t', 't_pkey', ['id'], { primary: true }),
      ]);
      expect(sectionRows(inventory, 'foreign-tables')).toEqual([
        { schema: 's', name: 'ft', server: 'far', options: ['table_name=t', 'api_key=[secret]'] },
      ]);
      expect(sectionRows(inventory, 'publications')).toEqual([
        {
          name: 'pub',
          owner: 'postgres',
          allTables: false,
          tables: [{ schema: 's', table: 't', rowFilter: false }],
        },
      ]);
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
