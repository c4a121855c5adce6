import { expect, test } from 'vitest';
import { startCluster } from '../../testing/cluster.ts';
import { clusterTarget } from '../../testing/cluster-target.ts';
import { factsOf } from '../analysis/facts.ts';
import { loadParser } from '../analysis/row-security/parser.ts';
import { rowSecurity } from '../analysis/row-security/row-security.ts';
import { openSession } from '../connect/session.ts';
import { collect } from './collect.ts';
import type { Inventory } from './inventory.ts';
import { fetchOnce, readSection } from './read-section.ts';
import { readServer } from './read-server.ts';
import { policies } from './sections/policies.ts';

const now = '2026-01-01T00:00:00.000Z';
const majors = [14, 17] as const;

const stable = `CREATE TABLE kept (tenant int); ALTER TABLE kept ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON kept USING (tenant = 1);
CREATE FUNCTION kept_fn() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW kept_view AS SELECT * FROM kept;`;

const make = [
  'CREATE ROLE passing',
  'CREATE SCHEMA passing',
  "CREATE TYPE passing.mood AS ENUM ('a')",
  'CREATE FUNCTION passing.f(passing.mood) RETURNS int RETURN 1',
  'CREATE TABLE passing.t (tenant int PRIMARY KEY, m passing.mood)',
  'CREATE TABLE passing.u (tenant int REFERENCES passing.t)',
  'CREATE TABLE passing.kid () INHERITS (passing.t)',
  'ALTER TABLE passing.t ENABLE ROW LEVEL SECURITY',
  'CREATE POLICY p ON passing.t TO passing USING (tenant = 1) WITH CHECK (passing.f(m) = 1)',
  'CREATE VIEW passing.v AS SELECT * FROM passing.t',
  'GRANT SELECT ON passing.t, passing.v TO passing',
  'GRANT USAGE ON SCHEMA passing TO passing',
];
const drop = ['DROP SCHEMA passing CASCADE', 'DROP ROLE passing'];

/** Gaps, and what the section says otherwise. */
function gapsIn(inventory: Inventory): string[] {
  return [
    ...Object.values(inventory.cluster),
    ...inventory.databases.flatMap((one) => Object.values(one.sections)),
  ].flatMap((section) => ('gap' in section ? [`${section.gap.input}: ${section.gap.reason}`] : []));
}

test.each(majors)(
  'PostgreSQL %i: objects come and go under the scan, and what stays is read whole',
  async (major) => {
    await loadParser();
    const cluster = await startCluster({ major });
    try {
      await cluster.sql(stable);
      let going = true;
      let rounds = 0;
      const churn = (async () => {
        const client = await cluster.connect();
        for (; going; rounds++) {
          for (const statement of [...make, ...drop]) await client.query(statement);
        }
        await client.end();
      })();
      try {
        for (let scan = 0; scan < 12; scan++) {
          const inventory = await collect(clusterTarget(cluster), { now });
          for (const gap of gapsIn(inventory))
            expect(gap).toMatch(
              /^(ident-mappings: |[a-z-]+: (somebody holds a lock|the server refused the query \(SQLSTATE XX000\)))/,
            );
          const [database] = factsOf(inventory).databases;
          const sections = inventory.databases[0]?.sections;
          if (!database || !sections) throw new Error('no database');
          const needed = [sections.relations, sections.policies, sections.columns, sections.routines];
          if (needed.some((section) => 'gap' in section)) continue;
          const report = rowSecurity(database, {});
          expect(report.table('public', 'kept')?.effective.SELECT).toBe('filtered');
          // Never taken for a table that denies everybody, or lets everybody in, because half of it was gone.
          const passing = report.table('passing', 't');
          if (passing?.enabled && passing.policies.length > 0)
            expect(['filtered', 'unknown']).toContain(passing.effective.SELECT);
        }
      } finally {
        going = false;
        await churn;
      }
      expect(rounds).toBeGreaterThan(5);
    } finally {
      await cluster.stop();
    }
  },
);

test.each(majors)(
  'PostgreSQL %i: a table dropped after the snapshot leaves its policy unread, not empty',
  async (major) => {
    const cluster = await startCluster({ major });
    try {
      await cluster.sql([stable, ...make].join(';'));
      const session = await openSession(clusterTarget(cluster), {});
      const section = await session.readOnly(async (read) => {
        const { context } = await readServer(read, undefined);
        await cluster.sql(drop.join(';'));
        return readSection('policies', policies, context, 'postgres', fetchOnce(read));
      });
      await session.close();
      expect(section).toMatchObject({
        rows: [
          { schema: 'passing', using: '', withCheck: '' },
          { schema: 'public', using: '(tenant = 1)', withCheck: null },
        ],
      });
    } finally {
      await cluster.stop();
    }
  },
);
