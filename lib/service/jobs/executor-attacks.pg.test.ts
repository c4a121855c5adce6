import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { approvedFor, executor, revokeFromPublic, runsOf } from '../../testing/approved-script.ts';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { type FaultyServer, switchable } from '../../testing/faulty-proxy.ts';
import { happened, revokeApproved, setBack } from '../../testing/kill-run.ts';
import { type Pooler, startPooler } from '../../testing/pooler.ts';
import { claimExecution } from '../db/executions.ts';
import { attacksOn } from '../remediation/approval-attacks.ts';
import { registerExecutionCredential } from '../remediation/execution-credential.ts';
import {
  approvedRemediation,
  begin,
  type EndedExecution,
  type ExecutionServers,
  executionNow,
  registerServer,
  startExecutionServers,
} from './execution-fixture.ts';
import { runExecution } from './run-execution.ts';

// What only the executor can notice: it was approved, it was begun, and what it would run on, or is, changed after that.

let servers: ExecutionServers;
let link: FaultyServer & { to(port: number): void };
let targetId: string;
let pooler: Pooler | null = null;
let other: TestCluster | null = null;
const tried = new Set<string>();

beforeAll(async () => {
  servers = await startExecutionServers({});
  link = await switchable(servers.cluster.port);
  targetId = await registerServer(servers.cluster, link.port);
  await registerExecutionCredential(servers.registrar, targetId, { role: executor, password: '' });
});
afterEach(() => link.to(servers.cluster.port));
afterAll(async () => {
  await pooler?.stop();
  await link.stop();
  await other?.stop();
  await servers.stop();
});

/** As somebody who owns Postern's database and switches its triggers off. */
const pastTriggers = (table: string, sql: string) =>
  servers.service.sql(
    `BEGIN; ALTER TABLE "${table}" DISABLE TRIGGER USER; ${sql}; ALTER TABLE "${table}" ENABLE TRIGGER USER; COMMIT`,
  );

/** Begun, then attacked, then run: how it ended, and that nothing of it happened. */
async function attacked(
  act: (id: string, remediation: string) => Promise<unknown>,
  remediation?: string,
): Promise<EndedExecution> {
  const approved = remediation ?? (await revokeApproved(servers, targetId));
  const id = await begin(servers, approved);
  await act(id, approved);
  const claim = await claimExecution();
  if (claim === null) throw new Error('nothing to run');
  await runExecution(claim, new AbortController().signal);
  const ended = await executionNow(servers, id);
  expect(ended).toMatchObject({ remediation: 'failed' });
  expect(['failed', 'rolled-back']).toContain(ended.state);
  return ended;
}

function attack(name: string, act: () => Promise<void>): void {
  tried.add(name);
  test(name, async () => {
    await setBack(servers);
    await act();
    expect(await happened(servers)).toEqual({ runs: 0, gone: false });
  });
}

attack('swapped server', async () => {
  // Clusters of one major are copies of one, down to their identifier.
  other = await startCluster({ major: 17 });
  const swapped = other;
  await swapped.sql(`CREATE ROLE ${executor} LOGIN SUPERUSER; CREATE ROLE app`);
  await swapped.sql('CREATE DATABASE shop');
  await swapped.sql('CREATE TABLE orders (id int); GRANT SELECT ON orders TO PUBLIC', 'shop');
  expect(await attacked(async () => link.to(swapped.port))).toMatchObject({ errorCode: 'other-server' });
  const [row] = await swapped.sql("SELECT has_table_privilege('app', 'orders', 'SELECT') AS may", 'shop');
  expect(row?.may).toBe(true);
});

attack('other target', async () => {
  const ended = await attacked((id) =>
    pastTriggers(
      'Execution',
      `UPDATE "Execution" SET "targetId" = '${servers.targetId}' WHERE "id" = '${id}'`,
    ),
  );
  expect(ended).toMatchObject({ errorCode: 'not-approved' });
});

attack('changed state', async () => {
  const ended = await attacked(() =>
    servers.cluster.sql('GRANT INSERT ON public.orders TO app', 'shop', executor),
  );
  expect(ended).toMatchObject({ errorCode: 'state-changed' });
  await servers.cluster.sql('REVOKE INSERT ON public.orders FROM app; TRUNCATE public.runs', 'shop');
});

attack('event trigger added', async () => {
  const ended = await attacked(() =>
    servers.cluster.sql(
      `CREATE FUNCTION public.steal() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
       CREATE EVENT TRIGGER steal ON ddl_command_end EXECUTE FUNCTION public.steal()`,
      'shop',
    ),
  );
  expect(ended).toMatchObject({ errorCode: 'event-triggers-changed' });
  await servers.cluster.sql('DROP EVENT TRIGGER steal; DROP FUNCTION public.steal()', 'shop');
});

attack('scan role as execution role', async () => {
  await servers.cluster.sql(`GRANT ${executor} TO scan`);
  const ended = await attacked((_, remediation) =>
    pastTriggers(
      'RemediationVersion',
      `UPDATE "RemediationVersion" SET "executionRole" = 'scan' WHERE "remediationId" = '${remediation}'`,
    ),
  );
  expect(ended).toMatchObject({ errorCode: 'not-approved' });
  await servers.cluster.sql(`REVOKE ${executor} FROM scan`);
});

attack('script altered in the database', async () => {
  const ended = await attacked((_, remediation) =>
    pastTriggers(
      'RemediationVersion',
      `ALTER TABLE "RemediationVersion" DROP CONSTRAINT "RemediationVersion_digest";
       UPDATE "RemediationVersion" SET "script" = replace("script", 'PUBLIC', 'app')
       WHERE "remediationId" = '${remediation}'`,
    ),
  );
  expect(ended).toMatchObject({ errorCode: 'not-approved' });
});

attack('other database', async () => {
  await servers.cluster.sql('CREATE DATABASE elsewhere TEMPLATE shop');
  const ended = await attacked(() =>
    pastTriggers('Target', `UPDATE "Target" SET "database" = 'elsewhere' WHERE "id" = '${targetId}'`),
  );
  expect(ended).toMatchObject({ state: 'failed' });
  await pastTriggers('Target', `UPDATE "Target" SET "database" = 'shop' WHERE "id" = '${targetId}'`);
  expect(await runsOf(servers.cluster)).toBe(0);
});

attack('pooler', async () => {
  pooler = await startPooler(servers.cluster.port);
  const { port } = pooler;
  expect(await attacked(async () => link.to(port))).toMatchObject({ errorCode: 'pooler' });
});

test('an approval that ends while it runs, and a person who cancels: nothing is committed', async () => {
  for (const [sql, code] of [
    [
      `UPDATE "Approval" SET "voidedAt" = now(), "voidedWhy" = 'test' WHERE "voidedAt" IS NULL`,
      'not-approved',
    ],
    [`UPDATE "Person" SET "role" = 'auditor' WHERE "id" = '${servers.people.approver}'`, 'not-approved'],
    [`UPDATE "Execution" SET "cancelRequested" = true WHERE "state" = 'running'`, 'lost'],
  ] as const) {
    await setBack(servers);
    // It waits for a lock on the table: time enough.
    const script = await approvedFor(servers.cluster, [
      {
        do: 'row-security',
        on: { kind: 'table', database: 'shop', schema: 'public', name: 'orders' },
        enable: true,
      },
      revokeFromPublic,
    ]);
    const id = await begin(servers, await approvedRemediation(servers, { script, targetId }));
    const holder = await servers.cluster.connect({ database: 'shop' });
    await holder.query('BEGIN; LOCK TABLE public.orders IN ACCESS SHARE MODE');
    const claim = await claimExecution();
    if (claim === null) throw new Error('nothing to run');
    const running = runExecution(claim, new AbortController().signal);
    for (let waits = false; !waits; ) {
      const [row] = await servers.cluster.sql('SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted');
      waits = row?.n !== 0;
    }
    await servers.service.sql(sql);
    await holder.query('ROLLBACK');
    await holder.end();
    await running;
    const ended = await executionNow(servers, id);
    expect(ended).toMatchObject({ state: 'rolled-back', remediation: 'failed' });
    expect([code, 'cancelled', 'connection-lost', 'not-recorded']).toContain(ended.errorCode);
    expect(await happened(servers)).toEqual({ runs: 0, gone: false });
    await servers.service.sql(
      `UPDATE "Person" SET "role" = 'reviewer' WHERE "id" = '${servers.people.approver}'`,
    );
  }
});

attack('standby', async () => {
  const { cluster } = servers;
  const ended = await attacked(async () => {
    writeFileSync(path.join(cluster.dataDirectory, 'standby.signal'), '');
    await cluster.restart({ hot_standby: 'on' });
  });
  expect(ended).toMatchObject({ errorCode: 'standby' });
});

test('every attack that the executor has to stop was tried', () => {
  expect([...tried].sort()).toEqual([...attacksOn('executor')].sort());
});
