import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  approvedFor,
  executor,
  executorTarget,
  prepareToApply,
  revokeFromPublic,
  undoOf,
} from '../../../testing/approved-script.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import type { Change } from '../../model/change.ts';
import { applyScript } from './apply-script.ts';
import type { ApprovedScript } from './approved-script.ts';

let cluster: TestCluster;
afterAll(() => cluster.stop());

const apply = (script: ApprovedScript) =>
  applyScript(
    executorTarget(cluster),
    script,
    { onLine: async () => {}, onCommit: async () => {}, onOutside: async () => {} },
    { now: '2026-11-21T12:00:00.000Z' },
  );

beforeAll(async () => {
  cluster = await startCluster({ major: 18 });
  await prepareToApply(cluster);
  await cluster.sql(`ALTER ROLE ${executor} SUPERUSER`);
});

test('what is a session’s from its start on is undone from the state that new sessions find', async () => {
  const change: Change = { do: 'set-parameter', parameter: 'log_disconnections', value: 'on', at: {} };
  const holds = {
    says: 'it is in the file',
    sql: "SELECT EXISTS (SELECT FROM pg_catalog.pg_file_settings f WHERE f.name = 'log_disconnections')",
  };
  const script = await approvedFor(cluster, [change], { planDatabase: null, postconditions: [holds] });
  const before = await inventoryOf(cluster, ['shop']);
  const done = await apply(script);
  if (done.kind !== 'done') throw new Error(done.reason);
  const undo = await undoOf(cluster, script, before);
  expect(done.states.stateAfter).toBe(undo.stateBefore);
  expect(await apply(undo)).toMatchObject({ kind: 'done', states: { stateAfter: script.stateBefore } });
});

test('a parameter of the server and of a role at once: one by one, since one of them refuses a transaction', async () => {
  await cluster.sql('ALTER ROLE app SET log_duration = on');
  const changes: readonly Change[] = [
    { do: 'set-parameter', parameter: 'log_duration', value: null, at: { role: 'app' } },
    { do: 'set-parameter', parameter: 'log_duration', value: 'off', at: {} },
  ];
  const gone = {
    says: 'app has no log_duration of its own',
    sql: 'SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting)',
  };
  const script = await approvedFor(cluster, changes, { planDatabase: null, postconditions: [gone] });
  const mixed = { ...script, changes: [...changes, revokeFromPublic] };
  expect(await apply(mixed), 'with anything else it is refused').toMatchObject({ code: 'mixed' });
  expect(await apply(script)).toMatchObject({ kind: 'done', xid: null });
  expect(await cluster.sql('SELECT FROM pg_db_role_setting')).toEqual([]);
});
