import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  approvedFor,
  executor,
  executorTarget,
  prepareToApply,
  publicMayNotRead,
  revokeFromPublic,
  runsOf,
} from '../../../testing/approved-script.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { cutAt } from '../../../testing/faulty-proxy.ts';
import { startPooler } from '../../../testing/pooler.ts';
import type { ConnectionTarget } from '../../connect/connection-target.ts';
import type { ApplyHooks } from './apply-hooks.ts';
import { applyScript } from './apply-script.ts';
import type { CommitAnchor } from './commit-anchor.ts';
import { type Recovery, recoverExecution } from './recover-execution.ts';

const now = '2026-11-21T12:00:00.000Z';

describe.each([14, 18] as const)('what nobody answered, on PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let anchors: CommitAnchor[] = [];
  const hooks = (atCommit: () => Promise<void> = async () => {}): ApplyHooks => ({
    onLine: async () => {},
    onOutside: async () => {},
    onCommit: async (anchor) => {
      anchors.push(anchor);
      await atCommit();
    },
  });
  const through = (port: number): ConnectionTarget => ({
    ...executorTarget(cluster),
    host: '127.0.0.1',
    port,
  });
  const apply = async (target = executorTarget(cluster), how = hooks()) =>
    applyScript(
      target,
      await approvedFor(cluster, [revokeFromPublic], { postconditions: [publicMayNotRead] }),
      how,
      { now },
    );
  /** As the worker asks it: again while the server has not noticed yet. */
  const recovered = async (): Promise<Recovery> => {
    const [anchor] = anchors;
    if (!anchor) throw new Error('nothing was about to be committed');
    for (;;) {
      const found = await recoverExecution(executorTarget(cluster), anchor, { now });
      if (found.kind !== 'running') return found;
    }
  };
  const revoked = async () =>
    (await cluster.sql("SELECT NOT has_table_privilege('app', 'public.orders', 'SELECT') AS yes", 'shop'))[0]
      ?.yes;

  beforeAll(async () => {
    cluster = await startCluster({ major });
    await prepareToApply(cluster);
  });
  beforeEach(async () => {
    anchors = [];
    await cluster.sql('GRANT SELECT ON public.orders TO PUBLIC', 'shop', executor);
    await cluster.sql('TRUNCATE public.runs', 'shop');
  });
  afterAll(() => cluster.stop());

  // Before 17 the first COMMIT is of the small transaction that makes the other one durable.
  const skip = major < 17 ? 1 : 0;

  test.each([
    ['before COMMIT reaches the server', 'before', 'not-done', 0, false],
    ['before the answer to COMMIT', 'after', 'done', 1, true],
  ] as const)('the link is cut %s: uncertain, then known', async (_, where, kind, runs, gone) => {
    const proxy = await cutAt(cluster.port, 'COMMIT', where, skip);
    expect(await apply(through(proxy.port))).toMatchObject({ kind: 'uncertain' });
    await proxy.stop();
    expect(await recovered()).toMatchObject({ kind });
    expect([await runsOf(cluster), await revoked()]).toEqual([runs, gone]);
  });

  test('what cannot be made durable is not committed', async () => {
    const statement =
      major < 17
        ? 'COMMIT'
        : "SELECT pg_catalog.pg_logical_emit_message(false, 'postern', ''::pg_catalog.text, true)";
    const proxy = await cutAt(cluster.port, statement, 'after');
    expect(await apply(through(proxy.port))).toMatchObject({ kind: 'rolled-back', code: 'not-durable' });
    await proxy.stop();
    expect(anchors).toEqual([]);
    expect([await runsOf(cluster), await revoked()]).toEqual([0, false]);
  });

  test('the server crashes before COMMIT: not done, even when others are given its transactions', async () => {
    const outcome = await apply(
      executorTarget(cluster),
      hooks(() => cluster.crash()),
    );
    expect(outcome).toMatchObject({ kind: 'uncertain' });
    for (let other = 0; other < 20; other += 1) await cluster.sql('CREATE TABLE other (); DROP TABLE other');
    expect(await recovered()).toEqual({ kind: 'not-done' });
    expect([await runsOf(cluster), await revoked()]).toEqual([0, false]);
  });

  test('the server crashes right after COMMIT: what was answered is there', async () => {
    expect(await apply()).toMatchObject({ kind: 'done' });
    await cluster.crash();
    expect(await recovered()).toMatchObject({ kind: 'done' });
    expect([await runsOf(cluster), await revoked()]).toEqual([1, true]);
  });

  test('another server at this address, a restored one, one set back, a number not given out: nobody knows', async () => {
    expect(await apply()).toMatchObject({ kind: 'done' });
    const [anchor] = anchors;
    if (!anchor) throw new Error('no anchor');
    const ask = (change: Partial<CommitAnchor>) =>
      recoverExecution(executorTarget(cluster), { ...anchor, ...change }, { now });
    for (const change of [
      { systemIdentifier: '1' },
      { timeline: '00000002' },
      { lsn: 'FFFFFFFF/0' },
      { xid: '99999999999' },
      { xid: '3' },
    ])
      expect(await ask(change)).toMatchObject({ kind: 'unknown' });
    expect(await ask({})).toMatchObject({ kind: 'done' });
    const nobody = { ...executorTarget(cluster), port: 1 };
    expect(await recoverExecution(nobody, anchor, { now })).toMatchObject({ kind: 'unreachable' });
  });

  test('a pooler and a standby are refused', async () => {
    const pooler = await startPooler(cluster.port);
    expect(await apply(through(pooler.port))).toMatchObject({ kind: 'refused', code: 'pooler' });
    await pooler.stop();
    const script = await approvedFor(cluster, [revokeFromPublic]);
    writeFileSync(path.join(cluster.dataDirectory, 'standby.signal'), '');
    await cluster.restart({ hot_standby: 'on' });
    expect(await applyScript(executorTarget(cluster), script, hooks(), { now })).toMatchObject({
      kind: 'refused',
      code: 'standby',
    });
    expect([await runsOf(cluster), await revoked()]).toEqual([0, false]);
  });
});
