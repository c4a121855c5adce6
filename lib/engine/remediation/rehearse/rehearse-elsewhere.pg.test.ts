import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startThrowAway } from '../../../embedded/throw-away-server.ts';
import { alterSystem } from '../../../testing/alter-system.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { clusterTarget } from '../../../testing/cluster-target.ts';
import { comparable } from '../../../testing/comparable-inventory.ts';
import { enableTls } from '../../../testing/enable-tls.ts';
import { hbaText } from '../../../testing/hba-lines.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { type Planned, plannedOn } from '../../../testing/planned-on.ts';
import { emptyPolicy } from '../../policy/policy.ts';
import type { Plan } from '../plan.ts';
import type { Rehearsal } from './rehearsal.ts';
import { rehearse } from './rehearse.ts';
import type { StartThrowAway } from './throw-away.ts';

const fine = {
  outcome: 'ok',
  reason: null,
  where: 'throw-away',
  undo: 'ok',
  differences: [],
  asPredicted: true,
  locks: [],
} as const;

describe.each([14, 18] as const)('what refuses a transaction, on PostgreSQL %i', (major) => {
  let cluster: TestCluster;

  const trial = (
    { plan, inventory }: Planned,
    start: StartThrowAway | undefined = startThrowAway,
    user = 'postgres',
  ): Promise<Rehearsal> =>
    rehearse(clusterTarget(cluster, user, 'shop'), plan, emptyPolicy, {
      inventory,
      now: () => new Date(),
      ...(start === undefined ? {} : { startThrowAway: start }),
    });
  const setting = (planned: Planned, parameter: string, value: string): Planned => {
    const statement = { sql: `ALTER SYSTEM SET ${parameter} = '${value}'`, lock: null, transactional: false };
    const plan: Plan = {
      ...planned.plan,
      changes: [{ do: 'set-parameter', parameter, value, at: {} }],
      up: [statement],
      preconditions: [],
      postconditions: [],
    };
    return { ...planned, plan };
  };

  beforeAll(async () => {
    cluster = await startCluster({
      major,
      hba: hbaText('host shop app 10.0.1.0/24 trust', 'hostssl all all ::/0 reject'),
    });
    await cluster.sql('CREATE DATABASE shop');
    await enableTls(cluster);
    await alterSystem('log_connections', 'off')(cluster);
    await alterSystem('wal_level', 'logical', 'restart')(cluster);
  });
  afterAll(() => cluster.stop());

  test('a parameter is taken, closes its finding and comes back, and the target is not touched', async () => {
    const planned = await plannedOn(cluster, 'log-connections');
    const done = await trial(planned);
    expect(done).toMatchObject({ ...fine, closes: planned.plan.findings });
    expect(done.statements.map((one) => [one.direction, one.sqlstate])).toEqual([
      ...planned.plan.up.map(() => ['up', null]),
      ...planned.plan.down.map(() => ['down', null]),
    ]);
    expect(comparable(await inventoryOf(cluster, ['shop']))).toEqual(comparable(planned.inventory));
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith(`postern-rehearsal-${process.pid}-`));
    expect(left).toEqual([]);
  });

  test('a file of rules is loaded, closes its finding and comes back', async () => {
    const planned = await plannedOn(cluster, 'hba-trust', { rule: 'host shop app 10.0.1.0/24 trust' });
    expect(planned.plan.kind).toBe('config');
    const done = await trial(planned);
    expect(done).toMatchObject(fine);
    expect(done.closes).toEqual(expect.arrayContaining([...planned.plan.findings]));
    const upText = `${planned.plan.upText}\nhost all all 10.0.0.0/33 reject\n`;
    const refused = await trial({ ...planned, plan: { ...planned.plan, upText } });
    expect(refused).toMatchObject({ outcome: 'failed', closes: [] });
    expect(refused.reason).toMatch(/^the server would refuse the file: line \d+: /);
  });

  test('a value that takes effect with a restart only is restarted for, one that no server starts with is found', async () => {
    const planned = await plannedOn(cluster, 'log-connections');
    const restarted = setting(planned, 'max_wal_senders', '7');
    const plan = {
      ...restarted.plan,
      restartNeeded: true,
      irreversible: 'this test has no way back',
      down: [],
    };
    expect(await trial({ ...restarted, plan })).toMatchObject({
      where: 'throw-away',
      undo: 'none',
      differences: [],
      reason: 'it takes effect, and the finding is still there after it',
    });
    const impossible = setting(planned, 'wal_level', 'minimal');
    const done = await trial({ ...impossible, plan: { ...impossible.plan, restartNeeded: true } });
    expect(done).toMatchObject({ outcome: 'failed', closes: [] });
    expect(done.reason).toMatch(/^the server does not start any more: .*wal/i);
    const wrong = await trial(setting(planned, 'log_connections', 'nonsense'));
    expect(wrong).toMatchObject({ outcome: 'failed' });
    expect(wrong.reason).toContain('a value is not one the server accepts');
  });

  test('the target is asked first: who may do it, and whether it is as it was', async () => {
    const planned = await plannedOn(cluster, 'log-connections');
    await cluster.sql('CREATE ROLE limited LOGIN');
    const nobody: StartThrowAway = () => Promise.reject(new Error('started'));
    expect(await trial(planned, nobody, 'limited')).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/^limited may not set log_connections: it needs to be superuser/),
    });
    if (major >= 15) {
      await cluster.sql('GRANT ALTER SYSTEM ON PARAMETER log_connections TO limited');
      expect((await trial(planned, nobody, 'limited')).reason).toContain('may not reload the configuration');
      await cluster.sql('GRANT EXECUTE ON FUNCTION pg_reload_conf() TO limited', 'shop');
      expect(await trial(planned, startThrowAway, 'limited')).toMatchObject(fine);
    }
    await alterSystem('log_connections', major >= 18 ? 'receipt' : 'on')(cluster);
    expect((await trial(planned, nobody)).reason).toBe('what it touches was changed since it was planned');
    await alterSystem('log_connections', 'off')(cluster);
    const { inventory } = planned;
    const elsewhere = { ...inventory, server: { ...inventory.server, systemIdentifier: '1' } };
    expect((await trial({ ...planned, inventory: elsewhere }, nobody)).reason).toContain('another server');
  });

  test('a rule that waits for TLS is loaded too, as the target has loaded it', async () => {
    await alterSystem('ssl', 'off')(cluster);
    const planned = await plannedOn(cluster, 'hba-trust', { rule: 'host shop app 10.0.1.0/24 trust' });
    // A scan role that may not stat the file does not know whether it was loaded.
    const { inventory } = planned;
    const section = inventory.cluster['hba-rules'];
    if ('gap' in section) throw new Error(section.gap.reason);
    const rows = section.rows.map((row) => ({ ...row, changedSinceLoad: null }));
    const unsure = { ...inventory, cluster: { ...inventory.cluster, 'hba-rules': { rows } } };
    expect(await trial({ ...planned, inventory: unsure })).toMatchObject(fine);
    await alterSystem('ssl', 'on')(cluster);
  });

  test('what cannot be stood in for is said to be not rehearsable', async () => {
    const planned = await plannedOn(cluster, 'log-connections');
    const reason = async (work: Promise<Rehearsal>) => {
      const done = await work;
      expect(done).toMatchObject({ outcome: 'not-rehearsable', closes: [], asPredicted: false });
      return done.reason;
    };
    expect(await reason(trial(planned, async () => ({ unavailable: 'nothing installed' })))).toContain(
      'nothing installed',
    );
    expect(await reason(trial(setting(planned, 'port', '6000')))).toBe(
      'the throw-away server keeps port for itself',
    );
    expect(await reason(trial(setting(planned, 'shared_preload_libraries', 'pgsodium')))).toBe(
      'the throw-away server does not have the library pgsodium',
    );
    expect(await reason(trial(setting(planned, 'pgaudit.log', 'all')))).toBe(
      'the throw-away server does not have the parameter pgaudit.log',
    );
  });
});
