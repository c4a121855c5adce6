import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { clusterTarget } from '../../../testing/cluster-target.ts';
import { comparable } from '../../../testing/comparable-inventory.ts';
import { expectRehearsed } from '../../../testing/expect-rehearsed.ts';
import { hostileNames } from '../../../testing/hostile-names.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { type Planned, plannedOn } from '../../../testing/planned-on.ts';
import { startPooler } from '../../../testing/pooler.ts';
import { ConnectFailure } from '../../connect/connect-failure.ts';
import { emptyPolicy } from '../../policy/policy.ts';
import type { Rehearsal } from './rehearsal.ts';
import { rehearse } from './rehearse.ts';

const limits = { lockMs: 300, statementMs: 1_500 };
const disabled = 'rls-policies-but-disabled';
const granted = 'public-table-grants';

describe.each([14, 18] as const)('a rehearsal on PostgreSQL %i', (major) => {
  let cluster: TestCluster;

  const trial = (
    { plan, inventory }: Planned,
    user = 'postgres',
    port?: number,
    holdMs = 10_000,
  ): Promise<Rehearsal> =>
    rehearse(
      { ...clusterTarget(cluster, user, 'shop'), ...(port === undefined ? {} : { host: '127.0.0.1', port }) },
      plan,
      emptyPolicy,
      { inventory, limits, holdMs, now: () => new Date() },
    );
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: unknown) => (error instanceof ConnectFailure ? error.code : String(error)),
    );
  /** Nobody but the test itself is connected, and nothing is locked. */
  const nothingHeld = async () => {
    expect(
      await cluster.sql(`SELECT l.mode FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE a.application_name = 'postern' AND l.locktype = 'relation'`),
    ).toEqual([]);
  };

  beforeAll(async () => {
    cluster = await startCluster({ major });
    await cluster.sql('CREATE DATABASE shop');
    await cluster.sql('CREATE ROLE limited LOGIN; CREATE ROLE keeper LOGIN');
    await cluster.sql(
      `CREATE TABLE carts (a int); CREATE POLICY p ON carts USING (a = 1);
      CREATE TABLE orders (a int); GRANT SELECT ON orders TO PUBLIC; GRANT SELECT (a) ON orders TO keeper`,
      'shop',
    );
  });
  afterAll(() => cluster.stop());

  test('says which locks it held, what it closes, who loses what, and that undo works', async () => {
    const planned = await plannedOn(cluster, disabled, { name: 'carts' });
    const enabled = await expectRehearsed(cluster, planned.plan, emptyPolicy, planned.inventory);
    expect(enabled.locks).toEqual([
      { object: 'public.carts', mode: 'AccessExclusiveLock', heldMs: expect.any(Number) },
    ]);
    expect(enabled.statements.map((one) => [one.direction, one.sqlstate])).toEqual([
      ['up', null],
      ['down', null],
    ]);
    const grant = await plannedOn(cluster, granted, { name: 'orders' });
    const revoked = await expectRehearsed(cluster, grant.plan, emptyPolicy, grant.inventory);
    expect(revoked.loses).toContainEqual(
      expect.objectContaining({ role: 'limited', name: 'orders', privilege: 'SELECT', how: 'inherited' }),
    );
    expect(revoked.loses.some((line) => line.role === 'postgres')).toBe(false);
  });

  test('a table that somebody holds: it waits no longer than it may, and holds nothing', async () => {
    const planned = await plannedOn(cluster, disabled, { name: 'carts' });
    const holder = await cluster.connect({ database: 'shop' });
    await holder.query('BEGIN; SELECT * FROM carts');
    const done = await trial(planned);
    expect(done).toMatchObject({ outcome: 'failed', where: 'target', undo: 'not-tried', asPredicted: false });
    expect(done.reason).toContain('somebody holds a lock');
    expect(done.durationMs).toBeLessThan(30_000);
    await nothingHeld();
    await holder.query('ROLLBACK');
    await holder.end();
  });

  test('a role without the rights: what is missing is said', async () => {
    const done = await trial(await plannedOn(cluster, disabled, { name: 'carts' }), 'limited');
    expect(done.outcome).toBe('failed');
    expect(done.reason).toMatch(/^limited may not run "ALTER TABLE .*owner of the relation$/);
    // A REVOKE by somebody who granted nothing and owns nothing only warns.
    expect((await trial(await plannedOn(cluster, granted, { name: 'orders' }), 'limited')).reason).toMatch(
      /owner of the object|membership with the SET option/,
    );
  });

  test('the owner of a table, who is nobody else, rehearses what it may do', async () => {
    await cluster.sql(
      'CREATE TABLE owned (a int); CREATE POLICY p ON owned USING (a = 1); ALTER TABLE owned OWNER TO keeper',
      'shop',
    );
    const done = await trial(await plannedOn(cluster, disabled, { name: 'owned' }), 'keeper');
    expect(done).toMatchObject({ outcome: 'ok', undo: 'ok', asPredicted: true, differences: [] });
    await cluster.sql('DROP TABLE owned', 'shop');
  });

  test('what was changed since it was planned is not tried', async () => {
    const planned = await plannedOn(cluster, granted, { name: 'orders' });
    await cluster.sql('GRANT INSERT ON orders TO keeper', 'shop');
    const done = await trial(planned);
    expect(done).toMatchObject({ outcome: 'failed', statements: [] });
    expect(done.reason).toContain('changed since it was planned');
    await cluster.sql('REVOKE INSERT ON orders FROM keeper', 'shop');
  });

  test('an event trigger runs with it: said, bounded, and what it did besides is seen', async () => {
    await cluster.sql(
      `CREATE FUNCTION behind() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_sleep(0.01); ALTER ROLE limited CREATEDB; END $$;
      CREATE EVENT TRIGGER "be\nhind" ON ddl_command_end EXECUTE FUNCTION behind()`,
      'shop',
    );
    const planned = await plannedOn(cluster, disabled, { name: 'carts' });
    const before = comparable(await inventoryOf(cluster, ['shop']));
    const done = await trial(planned);
    expect(comparable(await inventoryOf(cluster, ['shop']))).toEqual(before);
    expect(done.notes.join()).toContain('event trigger be⟨U+000A⟩hind is enabled: public.behind');
    expect(done.asPredicted).toBe(false);
    expect(done.differences).toContain('roles came out otherwise than predicted: limited');
    const held = await trial(planned, 'postgres', undefined, 5);
    expect(held).toMatchObject({ outcome: 'failed', undo: 'not-tried' });
    expect(held.reason).toMatch(/^it was given up because it had held locks for \d+ ms/);
    await cluster.sql(
      `ALTER EVENT TRIGGER "be\nhind" DISABLE;
      CREATE OR REPLACE FUNCTION behind() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); END';
      ALTER EVENT TRIGGER "be\nhind" ENABLE`,
      'shop',
    );
    // Nobody has seen what it does now: it does not get to run with the rights of the execution role.
    const replaced = await trial(planned);
    expect(replaced).toMatchObject({ outcome: 'failed', statements: [] });
    expect(replaced.reason).toContain('event triggers are others than when it was planned');
    const slow = await trial(await plannedOn(cluster, disabled, { name: 'carts' }));
    expect(slow).toMatchObject({ outcome: 'failed' });
    expect(slow.reason).toContain('it took longer than it may');
    await nothingHeld();
    await cluster.sql('DROP EVENT TRIGGER "be\nhind"; DROP FUNCTION behind()', 'shop');
    expect(await cluster.sql(`SELECT rolcreatedb AS may FROM pg_roles WHERE rolname = 'limited'`)).toEqual([
      { may: false },
    ]);
  });

  test('a script that is not what it says is not sent; an undo that leads elsewhere is found', async () => {
    const { plan, inventory } = await plannedOn(cluster, disabled, { name: 'carts' });
    const with_ = (sql: string) => ({
      inventory,
      plan: { ...plan, up: [{ sql, lock: null, transactional: true }] },
    });
    for (const sql of [
      'COMMIT',
      'BEGIN',
      "DO 'BEGIN END'",
      "COPY public.carts TO PROGRAM 'true'",
      'ALTER TABLE public.carts ENABLE ROW LEVEL SECURITY; COMMIT',
      'SELECT 1',
    ]) {
      const done = await trial(with_(sql));
      expect(done, sql).toMatchObject({ outcome: 'failed', statements: [] });
      expect(done.reason).toContain('nothing was sent');
    }
    const down = plan.down.map((one) => ({ ...one, sql: one.sql.replace('DISABLE', 'ENABLE') }));
    const done = await trial({ inventory, plan: { ...plan, down } });
    expect(done).toMatchObject({ outcome: 'failed', undo: 'differs', closes: plan.findings });
    const nothing = await trial({ inventory, plan: { ...plan, up: [], postconditions: [] } });
    expect(nothing.reason).toContain('still there after it');
    const refused = await trial({
      inventory,
      plan: { ...plan, postconditions: [{ says: 'pigs fly', sql: 'SELECT false' }] },
    });
    expect(refused.reason).toBe('after the script it is not so that pigs fly');
    const conditions = [{ says: 'pigs fly', sql: 'SELECT true; COMMIT' }];
    expect((await trial({ inventory, plan: { ...plan, preconditions: conditions } })).reason).toContain(
      'nothing was sent',
    );
    const unmet = await trial({
      inventory,
      plan: { ...plan, preconditions: [{ says: 'pigs fly', sql: 'SELECT false' }] },
    });
    expect(unmet).toMatchObject({ reason: 'before the script it is not so that pigs fly', statements: [] });
  });

  test('hostile names go through it', async () => {
    for (const name of hostileNames)
      await cluster.sql(
        `CREATE TABLE "${name.replaceAll('"', '""')}" (a int); GRANT SELECT ON "${name.replaceAll('"', '""')}" TO PUBLIC`,
        'shop',
      );
    for (const name of hostileNames.filter((_, at) => at % 8 === 0)) {
      const { plan, inventory } = await plannedOn(cluster, granted, { name });
      const done = await trial({ plan, inventory });
      expect(done, name).toMatchObject({ outcome: 'ok', undo: 'ok', asPredicted: true });
    }
  });

  test('another server, a database that is gone, a pooler, a standby: nothing is tried', async () => {
    const planned = await plannedOn(cluster, granted, { name: 'orders' });
    const { inventory, plan } = planned;
    const elsewhere = { ...inventory, server: { ...inventory.server, systemIdentifier: '1' } };
    expect(await trial({ plan, inventory: elsewhere })).toMatchObject({ outcome: 'failed', statements: [] });
    expect(await failureOf(trial({ inventory, plan: { ...plan, database: 'gone' } }))).toBe(
      'database-missing',
    );
    const inOther = await trial({ inventory, plan: { ...plan, database: 'postgres' } });
    expect(inOther).toMatchObject({ outcome: 'failed', statements: [] });
    const pooler = await startPooler(cluster.port);
    expect(await failureOf(trial(planned, 'postgres', pooler.port))).toBe('pooler');
    await pooler.stop();
    writeFileSync(path.join(cluster.dataDirectory, 'standby.signal'), '');
    await cluster.restart({ hot_standby: 'on' });
    expect(await failureOf(trial(planned))).toBe('standby');
  });
});
