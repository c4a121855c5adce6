import { expect, test } from 'vitest';
import { startCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';

const setup = `
CREATE ROLE weak; CREATE SCHEMA s; SET search_path = s;
CREATE FUNCTION made() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'; ALTER FUNCTION made() OWNER TO weak;
CREATE FUNCTION holds(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'; ALTER FUNCTION holds(int) OWNER TO weak;
CREATE FUNCTION strong(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; ALTER FUNCTION fires() OWNER TO weak;
CREATE TABLE t (id int DEFAULT made(), CHECK (holds(id)), CHECK (strong(id)));
CREATE INDEX ON t (holds(id)); CREATE POLICY p ON t USING (holds(id));
CREATE TRIGGER used BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION fires();
CREATE VIEW v AS SELECT made() AS id;
CREATE TABLE own (id int DEFAULT made()); ALTER TABLE own OWNER TO weak;
CREATE TABLE off (id int); CREATE TRIGGER off BEFORE INSERT ON off FOR EACH ROW EXECUTE FUNCTION fires(); ALTER TABLE off DISABLE TRIGGER off;`;

test.each([14, 18] as const)('%i: what of other roles a relation calls, and nothing else', async (major) => {
  const cluster = await startCluster({ major });
  try {
    await cluster.sql(setup);
    const inventory = await inventoryOf(cluster, ['postgres']);
    const section = inventory.databases[0]?.sections['routine-uses'];
    if (!section || 'gap' in section) throw new Error('the section was not read');
    expect(section.rows.map((row) => [row.relation, row.by, row.routine, row.routineOwner])).toEqual([
      ['t', 'check', 'holds', 'weak'],
      ['t', 'default', 'made', 'weak'],
      ['t', 'index', 'holds', 'weak'],
      ['t', 'policy', 'holds', 'weak'],
      ['t', 'trigger', 'fires', 'weak'],
      ['v', 'rule', 'made', 'weak'],
    ]);
  } finally {
    await cluster.stop();
  }
});
