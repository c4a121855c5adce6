import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  approvedFor,
  executor,
  executorTarget,
  orders,
  prepareToApply,
  publicMayNotRead,
  publicMayRead,
  revokeFromPublic,
  runsOf,
  undoOf,
} from '../../../testing/approved-script.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import type { Change } from '../../model/change.ts';
import type { ApplyHooks, ApplyLine } from './apply-hooks.ts';
import { ExecutionLost } from './apply-hooks.ts';
import { applyScript } from './apply-script.ts';
import type { ApprovedScript } from './approved-script.ts';
import type { CommitAnchor } from './commit-anchor.ts';
import { recoverExecution, recoverOutside } from './recover-execution.ts';

const now = '2026-11-21T12:00:00.000Z';

function recorder() {
  const lines: ApplyLine[] = [];
  const anchors: CommitAnchor[] = [];
  const steps: { number: number; files: string | null }[] = [];
  const hooks: ApplyHooks = {
    onLine: async (line) => void lines.push(line),
    onCommit: async (anchor) => void anchors.push(anchor),
    onOutside: async (number, files) => void steps.push({ number, files }),
  };
  return { lines, anchors, steps, hooks };
}

describe.each([14, 16, 18] as const)('applying on PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  const aclOf = async () =>
    (
      await cluster.sql(
        "SELECT relacl::text AS acl FROM pg_class WHERE oid = 'public.orders'::regclass",
        'shop',
      )
    )[0]?.acl;
  const apply = (script: ApprovedScript, hooks = recorder().hooks) =>
    applyScript(executorTarget(cluster), script, hooks, { now, lockMs: 300 });
  const approved = (more: Partial<ApprovedScript> = {}) =>
    approvedFor(cluster, [revokeFromPublic], {
      preconditions: [publicMayRead],
      postconditions: [publicMayNotRead],
      ...more,
    });

  beforeAll(async () => {
    cluster = await startCluster({ major });
    await prepareToApply(cluster);
  });
  beforeEach(async () => {
    await cluster.sql('GRANT SELECT ON public.orders TO PUBLIC', 'shop', executor);
    await cluster.sql('TRUNCATE public.runs', 'shop');
  });
  afterAll(() => cluster.stop());

  test('what was approved runs once, is known by its transaction, and its undo leaves the state before', async () => {
    const before = await inventoryOf(cluster, ['shop']);
    const acl = await aclOf();
    const script = await approved();
    const seen = recorder();
    const outcome = await apply(script, seen.hooks);
    expect(outcome).toMatchObject({ kind: 'done', states: { stateBefore: script.stateBefore } });
    expect(await runsOf(cluster)).toBe(1);
    const [anchor] = seen.anchors;
    if (!anchor || outcome.kind !== 'done') throw new Error('no anchor');
    expect(outcome.xid).toBe(anchor.xid);
    expect((await cluster.sql('SELECT xid FROM public.runs', 'shop'))[0]?.xid).toBe(anchor.xid);
    expect(seen.lines.filter((line) => line.kind === 'statement').map((line) => line.text)).toEqual(
      script.statements.map((statement) => statement.sql),
    );
    expect(seen.lines.at(-1)).toMatchObject({ text: 'COMMIT', outcome: 'ok' });
    expect(await recoverExecution(executorTarget(cluster), anchor, { now })).toMatchObject({ kind: 'done' });
    // Approved once, run once: the state is another one now.
    expect(await apply(script)).toMatchObject({ kind: 'refused', code: 'state-changed' });
    const undo = await undoOf(cluster, script, before);
    expect(undo.stateBefore).toBe(outcome.states.stateAfter);
    expect(await apply(undo)).toMatchObject({ kind: 'done', states: { stateAfter: script.stateBefore } });
    expect(await aclOf()).toBe(acl);
    expect(await runsOf(cluster)).toBe(2);
  });

  const wrong: readonly (readonly [string, Partial<ApprovedScript>])[] = [
    ['other-server', { systemIdentifier: '1' }],
    ['other-database', { database: 'postgres' }],
    ['other-role', { role: 'app' }],
    ['other-major', { major: 13 }],
    ['scan-role', { scanRole: executor }],
    ['state-changed', { stateBefore: '0'.repeat(64) }],
    ['event-triggers-changed', { eventTriggers: '0'.repeat(64) }],
    ['precondition-failed', { preconditions: [publicMayNotRead] }],
    ['not-executable', { kind: 'migration' }],
    ['not-executable', { kind: 'config' }],
    ['not-executable', { kind: 'manual' }],
    ['not-executable', { statements: [] }],
    ...[
      'COMMIT',
      'DO $$ BEGIN END $$',
      "COPY orders TO PROGRAM 'true'",
      'SELECT 1; SELECT 2',
      'DROP TABLE orders; GRANT app TO scan',
    ].map((sql) => ['unsafe-script', { statements: [{ sql, lock: null, transactional: true }] }] as const),
  ];
  test.each(wrong)('%s: nothing runs', async (code, change) => {
    const acl = await aclOf();
    const seen = recorder();
    expect(await apply(await approved(change), seen.hooks)).toMatchObject({ kind: 'refused', code });
    expect(seen.lines.filter((line) => line.kind === 'statement')).toEqual([]);
    expect(seen.anchors).toEqual([]);
    expect([await aclOf(), await runsOf(cluster)]).toEqual([acl, 0]);
  });

  test('an event trigger that came after the approval, another owner of its function, another grant: nothing runs', async () => {
    const script = await approved();
    await cluster.sql(
      `CREATE FUNCTION public.steal() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER ROLE app CREATEROLE'; END $$;
       CREATE EVENT TRIGGER steal ON ddl_command_end EXECUTE FUNCTION public.steal()`,
      'shop',
    );
    expect(await apply(script)).toMatchObject({ kind: 'refused', code: 'event-triggers-changed' });
    await cluster.sql('DROP EVENT TRIGGER steal; DROP FUNCTION public.steal()', 'shop');
    await cluster.sql('GRANT INSERT ON public.orders TO app', 'shop', executor);
    expect(await apply(script)).toMatchObject({ kind: 'refused', code: 'state-changed' });
    await cluster.sql('REVOKE INSERT ON public.orders FROM app', 'shop', executor);
    await cluster.sql('TRUNCATE public.runs', 'shop');
    expect(await runsOf(cluster)).toBe(0);
  });

  test('a role that becomes another one as it signs in does not apply', async () => {
    await cluster.sql(
      `GRANT ${executor} TO scan; GRANT app TO ${executor}; ALTER ROLE ${executor} SET role = app`,
    );
    const script = await approved();
    expect(await apply(script)).toMatchObject({ kind: 'refused', code: 'other-role' });
    await cluster.sql(
      `ALTER ROLE ${executor} RESET role; REVOKE app FROM ${executor}; REVOKE ${executor} FROM scan`,
    );
  });

  test('a postcondition that does not hold, a state that was not to be, a refused statement: nothing remains', async () => {
    const acl = await aclOf();
    expect(await apply(await approved({ postconditions: [publicMayRead] }))).toMatchObject({
      kind: 'rolled-back',
      code: 'postcondition-failed',
    });
    expect(await apply(await approved({ stateAfter: '0'.repeat(64) }))).toMatchObject({
      kind: 'rolled-back',
      code: 'state-unexpected',
    });
    const script = await approved();
    const refused = { sql: 'GRANT pg_monitor TO app', lock: null, transactional: true };
    expect(await apply({ ...script, statements: [...script.statements, refused] })).toMatchObject({
      kind: 'rolled-back',
      code: 'statement-refused',
      sqlstate: '42501',
      statement: 2,
      passing: false,
    });
    expect([await aclOf(), await runsOf(cluster)]).toEqual([acl, 0]);
  });

  test('a locked table and a concurrent GRANT pass: nothing remains, and it may be asked for again', async () => {
    const script = await approvedFor(cluster, [{ do: 'row-security', on: orders, enable: true }]);
    const other = await cluster.connect({ database: 'shop' });
    await other.query('BEGIN; LOCK TABLE public.orders IN ACCESS SHARE MODE');
    expect(await apply(script)).toMatchObject({ kind: 'rolled-back', sqlstate: '55P03', passing: true });
    await other.query('ROLLBACK; BEGIN; GRANT UPDATE ON public.orders TO app');
    const revoke = await approved();
    const racing = apply(revoke);
    for (let waits = false; !waits; ) {
      const [row] = await cluster.sql('SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted');
      waits = row?.n !== 0;
    }
    await other.query('COMMIT');
    const outcome = await racing;
    expect(outcome).toMatchObject({ kind: 'rolled-back', passing: true });
    await other.query('REVOKE UPDATE ON public.orders FROM app; TRUNCATE public.runs');
    await other.end();
    expect(await apply(await approved())).toMatchObject({ kind: 'done' });
  });

  test('another execution holds the database: refused, and free again afterwards', async () => {
    const other = await cluster.connect({ database: 'shop' });
    await other.query('BEGIN; SELECT pg_advisory_xact_lock(1886352244, 1701998129)');
    expect(await apply(await approved())).toMatchObject({ kind: 'refused', code: 'busy', passing: true });
    await other.query('ROLLBACK');
    await other.end();
    expect(await apply(await approved())).toMatchObject({ kind: 'done' });
  });

  test('who lost the execution, or cannot record it, does not commit', async () => {
    const acl = await aclOf();
    const lost = { ...recorder().hooks, onCommit: () => Promise.reject(new ExecutionLost('gone')) };
    expect(await apply(await approved(), lost)).toMatchObject({ kind: 'rolled-back', code: 'lost' });
    const broken = { ...recorder().hooks, onCommit: () => Promise.reject(new Error('no database')) };
    expect(await apply(await approved(), broken)).toMatchObject({
      kind: 'rolled-back',
      code: 'not-recorded',
    });
    const silent = { ...recorder().hooks, onLine: () => Promise.reject(new Error('no database')) };
    expect(await apply(await approved(), silent)).toMatchObject({ kind: 'refused', code: 'not-recorded' });
    expect([await aclOf(), await runsOf(cluster)]).toEqual([acl, 0]);
  });

  test('ALTER SYSTEM: one by one, each told before, and found again by the state', async () => {
    await cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
    const change: Change = { do: 'set-parameter', parameter: 'log_statement', value: 'ddl', at: {} };
    const holds = {
      says: 'ddl is logged',
      sql: "SELECT s.setting OPERATOR(pg_catalog.=) 'ddl' FROM pg_catalog.pg_settings s WHERE s.name OPERATOR(pg_catalog.=) 'log_statement'",
    };
    const script = await approvedFor(cluster, [change], { planDatabase: null, postconditions: [holds] });
    const before = await inventoryOf(cluster, ['shop']);
    const look = (files: string | null) => recoverOutside(executorTarget(cluster), script, files, { now });
    expect(await look(null), 'what the files said is not known').toMatchObject({ kind: 'unknown' });
    const seen = recorder();
    const lost = { ...seen.hooks, onOutside: () => Promise.reject(new ExecutionLost('gone')) };
    expect(await apply(script, lost)).toMatchObject({ kind: 'refused', code: 'lost' });
    expect(await apply(script, seen.hooks)).toMatchObject({ kind: 'done', xid: null });
    expect(seen.steps.map((step) => step.number)).toEqual([1, 2]);
    const files = seen.steps[0]?.files ?? null;
    expect(files).not.toBeNull();
    expect((await cluster.sql('SHOW log_statement'))[0]?.log_statement).toBe('ddl');
    expect(await look(files)).toMatchObject({ kind: 'done' });
    const undo = await undoOf(cluster, script, before);
    expect(
      await apply({
        ...undo,
        postconditions: [{ says: 'nothing is logged', sql: holds.sql.replace("'ddl'", "'none'") }],
      }),
    ).toMatchObject({ kind: 'done' });
    expect(await look(files)).toEqual({ kind: 'not-done' });
    // Written and not loaded: the next reload would make it so.
    await cluster.sql("ALTER SYSTEM SET log_statement = 'ddl'");
    expect(await look(files)).toMatchObject({ kind: 'unknown' });
    await cluster.sql('ALTER SYSTEM RESET log_statement');
    await cluster.sql(`ALTER ROLE ${executor} NOSUPERUSER`);
  });
});
